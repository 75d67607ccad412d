package dev.unjam.engine.lease;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * A process that clears one stale lock away without any guard, as on a file server that knows no
 * locks, and takes it anew; ends with status 1 as soon as the file of its own live lock has been
 * deleted by somebody else.
 *
 * <p>{@code aside} renames, looks and puts back; {@code delete} looks and deletes.
 */
final class RenameRacer {
  private static final String STALE = "stale";
  private static final long SEARCH_NANOS = 5_000_000_000L;

  /** Longer than the search. */
  private static final Duration LET_GO = Duration.ofSeconds(7);

  private final Path folder;
  private final Path lock;
  private final boolean careful;
  private final Aside aside = new Aside(step -> pause());

  private RenameRacer(Path folder, boolean careful) {
    this.folder = folder;
    this.lock = folder.resolve("s.jsonl.lock");
    this.careful = careful;
  }

  public static void main(String[] args) throws IOException {
    RenameRacer racer = new RenameRacer(Path.of(args[0]), args[1].equals("aside"));
    for (int left = Integer.parseInt(args[2]); left > 0; ) {
      racer.clearAway();
      if (racer.takeAndCrash()) {
        left--;
      }
    }
  }

  private void clearAway() throws IOException {
    FileIdentity seen = FileIdentity.of(lock);
    if (seen == null || (seen.size() != STALE.length() && !isNobodys(seen))) {
      return;
    }
    pause();
    try {
      if (careful || isNobodys(seen)) {
        aside.moveAndDelete(lock, file -> seen.equals(FileIdentity.of(file)));
      } else if (seen.equals(FileIdentity.of(lock))) {
        pause();
        Files.delete(lock);
      }
    } catch (NoSuchFileException e) {
      return; // the other came first
    }
  }

  /**
   * A holder that lets go while the other has its file aside finds it nowhere, and the other links
   * it back: without this both would wait for it for ever. None holds one for so long.
   */
  private static boolean isNobodys(FileIdentity seen) {
    return seen.modified().toInstant().isBefore(Instant.now().minus(LET_GO));
  }

  /** The file stays open meanwhile, so that its inode is given to no other. */
  private boolean takeAndCrash() throws IOException {
    try (FileChannel open =
        FileChannel.open(lock, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      Object mine = inode();
      pause();
      long deadline = System.nanoTime() + SEARCH_NANOS;
      while (find(mine).isEmpty()) {
        if (System.nanoTime() > deadline) {
          System.exit(1);
        }
      }
      leaveStale(mine);
      return open.isOpen();
    } catch (FileAlreadyExistsException e) {
      return false;
    }
  }

  /** The other may have it aside already. */
  private Object inode() {
    Object mine = inode(lock);
    while (mine == null) {
      pause();
      mine = inode(lock);
    }
    return mine;
  }

  /** A lock is told from a stale one by its size alone: nothing is read, nothing half written. */
  private void leaveStale(Object mine) throws IOException {
    for (Optional<Path> file = find(mine); file.isPresent(); file = find(mine)) {
      Files.deleteIfExists(file.get());
    }
    Path next = Files.createTempFile(folder, "next", null);
    Files.writeString(next, STALE);
    try {
      Files.createLink(lock, next);
    } catch (FileAlreadyExistsException e) {
      pause(); // the other has it by now
    }
    Files.delete(next);
  }

  /** While the other has it aside it has another name, and for an instant two. */
  private Optional<Path> find(Object inode) throws IOException {
    List<Path> names;
    try (var files = Files.list(folder)) {
      names = files.toList();
    }
    return names.stream().filter(name -> inode.equals(inode(name))).findFirst();
  }

  private static @Nullable Object inode(Path file) {
    try {
      return Files.getAttribute(file, "unix:ino");
    } catch (IOException e) {
      return null; // it has another name by now
    }
  }

  private static void pause() {
    LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(300_000));
  }
}
