package dev.unjam.engine.lease;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Removes a lock file if, and only if, it is still the one that was looked at.
 *
 * <p>Under the folder's guard it looks again, renames the file aside, looks a third time at what it
 * has got, and only then deletes it; another file than the expected one is linked back. Whoever
 * kills it at any point leaves the lock, or no lock, never two.
 *
 * <p>Safe for any thread; never throws. It may wait for the guard, two seconds at most.
 */
public final class LockFileRemover {
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private final Guard guard = new Guard(PATIENCE);

  /**
   * Removes a lock file of another process, after comparing its bytes once more.
   *
   * <p>It opens the file: not for lock files that this JVM has taken itself.
   */
  public RemoveOutcome remove(LockFile seen) {
    FileIdentity identity = seen.identity();
    String raw = seen.raw();
    if (identity == null || raw == null) {
      return new RemoveOutcome.Refused("it was never read as a whole");
    }
    return remove(seen.path(), identity, raw);
  }

  /**
   * Removes a lock file that a thread of this very JVM has made, by {@code stat} alone: opening it
   * would drop the POSIX locks that the host may hold on it.
   *
   * @param seen what the file was when the removal was decided, after its payload was written
   */
  public RemoveOutcome removeOwn(Path path, FileIdentity seen) {
    return remove(path, seen, null);
  }

  private RemoveOutcome remove(Path path, FileIdentity seen, @Nullable String raw) {
    Path absolute = path.toAbsolutePath();
    Path folder = absolute.getParent();
    if (folder == null) {
      return new RemoveOutcome.Refused("it is not in a folder");
    }
    return guard.whileHeld(folder, () -> guarded(absolute, seen, raw));
  }

  private static RemoveOutcome guarded(Path path, FileIdentity seen, @Nullable String raw) {
    try {
      FileIdentity now = FileIdentity.of(path);
      if (now == null) {
        return new RemoveOutcome.Gone();
      }
      return now.equals(seen) && sameBytes(path, raw)
          ? Aside.moveAndDelete(
              path, file -> seen.equals(FileIdentity.of(file)) && sameBytes(file, raw))
          : new RemoveOutcome.Changed();
    } catch (NoSuchFileException e) {
      return new RemoveOutcome.Gone();
    } catch (IOException e) {
      return new RemoveOutcome.Failed(Why.of(e));
    }
  }

  private static boolean sameBytes(Path file, @Nullable String raw) throws IOException {
    return raw == null || raw.equals(LockFileReader.content(file));
  }
}
