package dev.unjam.engine.lease;

import dev.unjam.engine.os.SharedStore;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The lock files that JVMs with Unjam inside hold, or held when they ended, wherever that was: what
 * their {@link PresenceMark}s say. One thread only.
 */
final class MarkedHolders {
  private static final int MOST_BYTES = 1024 * 1024;

  private final Map<Path, Set<Held>> byFolder = new HashMap<>();

  /**
   * Whether this very file was held by one that has ended. What was found of a folder is kept: who
   * has ended stays so, and the file is compared with what it was then.
   */
  boolean haveLeft(LockFile file) {
    return have(file, false);
  }

  /** Whether this very file is held by one that lived when the folder was first looked at. */
  boolean hold(LockFile file) {
    return have(file, true);
  }

  private boolean have(LockFile file, boolean living) {
    Path folder = file.path().toAbsolutePath().getParent();
    FileIdentity identity = file.identity();
    if (folder == null || identity == null) {
      return false;
    }
    Set<Held> all = byFolder.computeIfAbsent(folder, MarkedHolders::in);
    if (all.isEmpty()) {
      return false;
    }
    Long pid = file.pid();
    return HeldFile.of(file.path(), identity)
        .filter(
            held ->
                all.stream()
                    .anyMatch(h -> h.living == living && h.file.equals(held) && h.isOf(pid)))
        .isPresent();
  }

  /** One of its lock files, the pid that it has where it runs, and whether it does. */
  private record Held(HeldFile file, String pid, boolean living) {
    /** A lock file that names another holder is another's, whatever the mark says. */
    boolean isOf(@Nullable Long named) {
      return named == null || pid.equals(String.valueOf(named));
    }
  }

  /** One thread after the other: within a JVM two locks of one file are one too many. */
  private static synchronized Set<Held> in(Path folder) {
    Set<Held> found = new HashSet<>();
    if (!SharedStore.sharesLocks(folder)) {
      return found;
    }
    try (DirectoryStream<Path> marks = Files.newDirectoryStream(folder, MarkedHolders::isMark)) {
      for (Path mark : marks) {
        found.addAll(in(mark, PresenceMark.pidOf(mark)));
      }
    } catch (IOException | DirectoryIteratorException e) {
      return found; // what was seen so far is still true
    }
    return found;
  }

  private static boolean isMark(Path file) {
    return String.valueOf(file.getFileName()).startsWith(PresenceMark.PREFIX);
  }

  private static List<Held> in(Path mark, String pid) {
    if (!Files.isRegularFile(mark)) {
      return List.of();
    }
    try (FileChannel channel = FileChannel.open(mark, StandardOpenOption.READ);
        FileLock ended = channel.tryLock(0, Long.MAX_VALUE, true)) {
      if (channel.size() > MOST_BYTES) {
        return List.of();
      }
      return HeldFile.read(text(channel)).stream()
          .map(file -> new Held(file, pid, ended == null))
          .toList();
    } catch (IOException | OverlappingFileLockException e) {
      return List.of();
    }
  }

  /** Deletes the marks of those who have ended, once none of their files is there any more. */
  static void clear(Path folder) {
    try (DirectoryStream<Path> marks = Files.newDirectoryStream(folder, MarkedHolders::isMark)) {
      for (Path mark : marks) {
        clearMark(mark);
      }
    } catch (IOException | DirectoryIteratorException e) {
      return; // it is in nobody's way
    }
  }

  /** While it is locked: whoever has just made it, and not locked it yet, notices. */
  private static void clearMark(Path mark) throws IOException {
    if (!Files.isRegularFile(mark)) {
      return;
    }
    try (FileChannel channel =
            FileChannel.open(mark, Set.of(StandardOpenOption.READ, StandardOpenOption.WRITE));
        FileLock ended = channel.tryLock()) {
      if (ended != null && channel.size() <= MOST_BYTES && isDone(mark, text(channel))) {
        Files.deleteIfExists(mark);
      }
    } catch (OverlappingFileLockException e) {
      return; // another thread of this JVM is at it
    }
  }

  /** By the channel that it is locked by: to close another one would give the lock up. */
  private static String text(FileChannel channel) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate((int) channel.size());
    int n;
    do {
      n = channel.read(bytes, bytes.position());
    } while (n > 0);
    return StandardCharsets.UTF_8.decode(bytes.flip()).toString();
  }

  private static boolean isDone(Path mark, String text) throws IOException {
    for (HeldFile held : HeldFile.read(text)) {
      Path file = mark.resolveSibling(held.name());
      FileIdentity now = FileIdentity.of(file);
      if (now != null && HeldFile.of(file, now).filter(held::equals).isPresent()) {
        return false;
      }
    }
    return true;
  }
}
