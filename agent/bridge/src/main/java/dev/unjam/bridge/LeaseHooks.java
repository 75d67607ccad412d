package dev.unjam.bridge;

import java.io.File;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.InvalidPathException;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Records which lock files the threads of this JVM created, tried to create, and deleted.
 *
 * <p>Called from the file operations of {@code java.io} and {@code java.nio.file}; a name that no
 * pattern matches costs one comparison of its end.
 */
public final class LeaseHooks {
  private static final ConcurrentHashMap<String, LeaseRecord> HELD = new ConcurrentHashMap<>();

  /** A thread that has not tried again for this long, in credited milliseconds, has given up. */
  private static final long GAVE_UP_MILLIS = 10_000;

  private static volatile LeaseNames names = new LeaseNames(List.of());

  private LeaseHooks() {}

  /** Sets which names make a lease. */
  public static void names(LeaseNames patterns) {
    names = patterns;
  }

  /** The lock files that are held right now; any thread. */
  public static Collection<LeaseRecord> held() {
    return HELD.values();
  }

  /** The lock file of this absolute path that a thread of this JVM holds right now, or null. */
  static @Nullable LeaseRecord heldNow(String path) {
    return HELD.get(path);
  }

  /** Before a file is created exclusively: the exception for a fenced holder, or null. */
  public static @Nullable QuotaExceededException creating(Object file) {
    ThreadRecord r = Threads.mineIfAny();
    Fence fence = r == null ? null : r.fence();
    if (r == null || fence == null || !isLease(file)) {
      return null;
    }
    String path = absolute(file);
    boolean over = r.worker == null && Ticks.now() > fence.until();
    if (over || fence.task() != r.task() || !fence.coversPath(path)) {
      return null;
    }
    endFenceOutsidePools(r);
    Zombies.absorbed(r, "acquire", path);
    return new QuotaExceededException(fence.message(), null);
  }

  /** The same for a channel, which is exclusive only with CREATE_NEW. */
  public static @Nullable QuotaExceededException creatingWith(Object file, Object options) {
    return exclusive(options) ? creating(file) : null;
  }

  /** A channel was opened, or not. */
  public static void opened(Object file, Object options, @Nullable Throwable thrown) {
    if (exclusive(options)) {
      made(file, thrown);
    }
  }

  /** A file was copied, or not. */
  public static void copied(Object target, Object[] options, @Nullable Throwable thrown) {
    for (Object o : options) {
      if (o == StandardCopyOption.REPLACE_EXISTING) {
        return;
      }
    }
    made(target, thrown);
  }

  /** An operation that makes a name exclusively has ended. */
  public static void made(Object file, @Nullable Throwable thrown) {
    if (thrown == null) {
      created(file);
    } else if (thrown instanceof FileAlreadyExistsException) {
      exists(file);
    }
  }

  private static boolean exclusive(Object options) {
    return options instanceof Set<?> set
        && set.contains(StandardOpenOption.CREATE_NEW)
        && !set.contains(StandardOpenOption.DELETE_ON_CLOSE);
  }

  /** A file was created exclusively by this thread. */
  public static void created(Object file) {
    if (!Bridge.isOn() || !isLease(file)) {
      return;
    }
    ThreadRecord r = Threads.mine();
    if (r.exempt) {
      return;
    }
    r.dropReleasedLeases();
    if (r.wasActive()) {
      r.active().wanted = null;
    }
    LeaseRecord lease = new LeaseRecord(absolute(file), r);
    LeaseRecord before = HELD.put(lease.path(), lease);
    if (before != null) {
      before.release();
    }
    r.push(lease);
    WriteFences.takenAnew(r, lease);
  }

  /** This thread found the file there already: it waits for whoever holds it. */
  public static void exists(Object file) {
    if (!Bridge.isOn() || !isLease(file)) {
      return;
    }
    ThreadRecord r = Threads.mine();
    if (r.exempt) {
      return;
    }
    String path = absolute(file);
    long now = Ticks.now();
    Activity a = r.active();
    if (!path.equals(a.wanted) || now - a.wantedAt > GAVE_UP_MILLIS) {
      a.wantedSince = now;
      a.wanted = path;
    }
    a.wantedAt = now;
  }

  /**
   * Before a file is deleted or renamed away: whether the act is to be absorbed, because the lock
   * file was taken from this thread and may be another's by now.
   */
  public static boolean absorbDelete(Object file) {
    ThreadRecord r = Threads.mineIfAny();
    Fence fence = r == null ? null : r.fence();
    if (r == null || fence == null || !isLease(file)) {
      return false;
    }
    String path = absolute(file);
    LeaseRecord now = HELD.get(path);
    boolean mineAgain = now != null && now.owner() == r && !now.isReleased();
    if (mineAgain || fence.task() != r.task() || !fence.coversPath(path)) {
      return false;
    }
    endFenceOutsidePools(r);
    Zombies.absorbed(r, "delete", path);
    return true;
  }

  /** A file was deleted, by whichever thread. */
  public static void deleted(Object file) {
    if (!Bridge.isOn() || !isLease(file)) {
      return;
    }
    LeaseRecord lease = HELD.remove(absolute(file));
    if (lease == null) {
      return;
    }
    lease.release();
    ThreadRecord r = Threads.mine();
    if (lease.owner() == r) {
      r.pop(lease);
    }
  }

  /**
   * A file was moved, or not. Without REPLACE_EXISTING and ATOMIC_MOVE (which replaces on Unix) the
   * new name came to be exclusively.
   */
  public static void moved(Object from, Object to, Object[] options, @Nullable Throwable thrown) {
    if (thrown == null) {
      deleted(from);
    }
    for (Object o : options) {
      if (o == StandardCopyOption.REPLACE_EXISTING || o == StandardCopyOption.ATOMIC_MOVE) {
        return;
      }
    }
    made(to, thrown);
  }

  /** Forgets a lease that the agent released itself. */
  public static void forget(LeaseRecord lease) {
    lease.release();
    HELD.remove(lease.path(), lease);
  }

  /** Outside a pool no task ends: there one refusal or absorbed act is what the fence is for. */
  private static void endFenceOutsidePools(ThreadRecord r) {
    if (r.worker == null) {
      r.fence(null);
    }
  }

  private static boolean isLease(Object file) {
    return names.match(file.toString());
  }

  private static String absolute(Object file) {
    File f = file instanceof File given ? given : new File(file.toString());
    try {
      return f.getAbsoluteFile().toPath().normalize().toString();
    } catch (InvalidPathException e) {
      return f.getAbsolutePath();
    }
  }
}
