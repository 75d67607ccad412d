package dev.unjam.engine.lease;

import dev.unjam.engine.os.LifeLock;
import dev.unjam.engine.os.Machine;
import dev.unjam.engine.os.SharedStore;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;

/**
 * A file in a folder of sessions that says which lock files this JVM holds there, locked for as
 * long as it lives: one that nobody has locked any more proves, to another container as well, that
 * the holder of those files has ended.
 *
 * <p>Nobody is taken for dead because there is none. One thread only; whoever finds it later
 * deletes it, once nothing is there any more of what it names.
 */
public final class PresenceMark implements AutoCloseable {
  static final String PREFIX = ".unjam.present-";

  private static final int TRIES = 50;
  private static final long PAUSE_NANOS = 4_000_000;

  private final Path folder;
  private final Path file;
  private final LifeLock lock;
  private List<HeldFile> told = List.of();

  private PresenceMark(Path folder, Path file, LifeLock lock) {
    this.folder = folder;
    this.file = file;
    this.lock = lock;
  }

  /**
   * Makes this JVM's mark in a folder; empty where there is one already, where it would be of no
   * use (a file server, whose lock files are nobody's to judge), and where it cannot be locked.
   *
   * @throws IOException where it cannot be written
   */
  public static Optional<PresenceMark> in(Path folder) throws IOException {
    if (!LifeLock.isPossible() || SharedStore.under(folder).isPresent()) {
      return Optional.empty();
    }
    Path real = folder.toRealPath();
    EndedHolders.clear(real);
    Path file = real.resolve(name());
    for (int i = 0; i < TRIES; i++) {
      try {
        Files.createFile(file, OwnerOnly.attributes());
      } catch (FileAlreadyExistsException e) {
        return Optional.empty();
      }
      Optional<LifeLock> lock = locked(file);
      if (lock.isPresent()) {
        return Optional.of(new PresenceMark(real, file, lock.get()));
      }
      Files.deleteIfExists(file);
    }
    return Optional.empty();
  }

  /** Empty where somebody took it for a dead one's and deleted it before it was locked. */
  private static Optional<LifeLock> locked(Path file) throws IOException {
    FileIdentity made = FileIdentity.of(file);
    Optional<LifeLock> lock = LifeLock.on(file);
    for (int i = 0; i < TRIES && lock.isEmpty() && Files.exists(file); i++) {
      LockSupport.parkNanos(PAUSE_NANOS);
      lock = LifeLock.on(file);
    }
    if (lock.isPresent() && (made == null || !made.isSameFile(FileIdentity.of(file)))) {
      lock.get().close();
      return Optional.empty();
    }
    return lock;
  }

  /** The same for every loader of this JVM, and no other JVM's. */
  private static String name() {
    ProcessHandle self = ProcessHandle.current();
    long started = self.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
    String namespace = String.valueOf(Machine.here().pidNamespace()).replaceAll("[^0-9]", "");
    return PREFIX + self.pid() + "-" + started + "-" + namespace;
  }

  /** Returns the folder's real path. */
  public Path folder() {
    return folder;
  }

  /**
   * Says which lock files are held, if that has changed.
   *
   * @throws IOException where it cannot be said; what was said before may be lost
   */
  public void tell(Set<Path> held) throws IOException {
    List<HeldFile> now = HeldFile.of(held);
    if (!now.equals(told)) {
      Files.writeString(
          file,
          HeldFile.write(now),
          StandardOpenOption.WRITE,
          StandardOpenOption.TRUNCATE_EXISTING);
      told = now;
    }
  }

  /** Takes the mark away; where that fails it stays locked, for its JVM lives. */
  @Override
  public void close() throws IOException {
    Files.deleteIfExists(file);
    lock.close();
  }
}
