package dev.unjam.engine.lease;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.unjam.engine.os.LifeLock;
import dev.unjam.engine.os.Machine;
import dev.unjam.engine.os.SharedStore;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

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
  private @Nullable List<HeldFile> told = List.of();

  private PresenceMark(Path folder, Path file, LifeLock lock) {
    this.folder = folder;
    this.file = file;
    this.lock = lock;
  }

  /**
   * Makes this JVM's mark in a folder; empty where there is one already, where it would be of no
   * use (a file system whose locks others do not see), and where it cannot be locked.
   *
   * @throws IOException where it cannot be written
   */
  public static Optional<PresenceMark> in(Path folder) throws IOException {
    if (!LifeLock.isPossible() || !SharedStore.sharesLocks(folder)) {
      return Optional.empty();
    }
    Path real = folder.toRealPath();
    MarkedHolders.clear(real);
    Path file = real.resolve(name());
    for (int i = 0; i < TRIES; i++) {
      try {
        Files.createFile(file, OwnerOnly.attributes());
      } catch (FileAlreadyExistsException e) {
        return Optional.empty();
      }
      FileIdentity made = FileIdentity.of(file);
      Optional<LifeLock> lock = locked(file);
      if (lock.isPresent() && made != null && made.isSameFile(FileIdentity.of(file))) {
        return Optional.of(new PresenceMark(real, file, lock.get()));
      }
      lock.ifPresent(LifeLock::close);
      if (lock.isEmpty() && Files.deleteIfExists(file)) {
        // It was there all the time: locks cannot be had here.
        return Optional.empty();
      }
    }
    return Optional.empty();
  }

  /** Empty where somebody took it for a dead one's and deleted it before it was locked. */
  private static Optional<LifeLock> locked(Path file) {
    Optional<LifeLock> lock = LifeLock.on(file);
    for (int i = 0; i < TRIES && lock.isEmpty() && Files.exists(file); i++) {
      LockSupport.parkNanos(PAUSE_NANOS);
      lock = LifeLock.on(file);
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

  /** The pid, where it ran, of the JVM that a mark of this name is of. */
  static String pidOf(Path mark) {
    String rest = String.valueOf(mark.getFileName()).substring(PREFIX.length());
    int dash = rest.indexOf('-');
    return dash < 0 ? rest : rest.substring(0, dash);
  }

  /** Returns the folder's real path. */
  public Path folder() {
    return folder;
  }

  /**
   * Says which lock files are held, if that has changed; of each what it is by now.
   *
   * @throws NoSuchFileException where somebody has deleted the mark
   * @throws IOException where it cannot be said; what was said before may be lost
   */
  public void tell(Map<Path, FileIdentity> held) throws IOException {
    List<HeldFile> now = HeldFile.of(held);
    if (now.equals(told)) {
      return;
    }
    told = null;
    // In place, and cut afterwards: what is torn in between is no JSON, and says nothing.
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      ByteBuffer bytes = UTF_8.encode(HeldFile.write(now));
      int length = bytes.remaining();
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      channel.truncate(length);
    }
    told = now;
  }

  /** Takes the mark away; where that fails it stays locked, for its JVM lives. */
  @Override
  public void close() throws IOException {
    Files.deleteIfExists(file);
    lock.close();
  }
}
