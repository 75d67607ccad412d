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
    LeaseRecord lost = fence.task() == r.task() ? fence.lost(path) : null;
    if (lost == null || mayBeAnother(r, fence, lost.loss)) {
      return null;
    }
    lost.loss.refused();
    Zombies.absorbed(r, "acquire", path, lost.incident());
    return new QuotaExceededException(fence.message(), null);
  }

  /**
   * Outside a pool no task ends: after one refusal or a late release, or some time, what is
   * acquired is taken for another turn's. A task of a pool may be a loop: there after a late
   * release and some time.
   */
  private static boolean mayBeAnother(ThreadRecord r, Fence fence, Loss loss) {
    boolean late = Ticks.now() > fence.until();
    return Fence.tellsTasks(r)
        ? loss.isReturned() && late
        : loss.isRefused() || loss.isReturned() || late;
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
    if (!replaces(options)) {
      made(target, thrown);
    } else if (thrown == null) {
      replaced(target);
    }
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
    if (!Fence.tellsTasks(r)) {
      lease.loss.taken();
    }
    LeaseRecord before = HELD.put(lease.path(), lease);
    if (before != null) {
      before.release();
    }
    r.push(lease);
    takenAnew(r, lease);
  }

  /**
   * A file of this thread's has come into the place of whatever was there. Whether it was meant to
   * take a lock cannot be told, so it is no hold. But a former holder has the lock by that, unless
   * some thread of this JVM has it.
   */
  public static void replaced(Object file) {
    ThreadRecord r = Bridge.isOn() ? Threads.mineIfAny() : null;
    if (r == null || (r.fence() == null && !WriteFences.any()) || !isLease(file)) {
      return;
    }
    String path = absolute(file);
    if (!isHeld(HELD.get(path))) {
      takenAnew(r, new LeaseRecord(path, r));
    }
  }

  private static void takenAnew(ThreadRecord r, LeaseRecord lease) {
    Fence fence = r.fence();
    LeaseRecord lost = fence == null ? null : fence.lost(lease.path());
    if (lost != null) {
      lost.loss.end();
    }
    WriteFences.takenAnew(r, lease);
  }

  private static boolean isHeld(@Nullable LeaseRecord lease) {
    return lease != null && !lease.isReleased();
  }

  private static boolean isHeldBy(ThreadRecord r, String path) {
    LeaseRecord now = HELD.get(path);
    return now != null && now.owner() == r && !now.isReleased();
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
   * file was taken from this thread and may be another's by now. Outside a pool once, and for as
   * long as another thread has it.
   */
  public static boolean absorbDelete(Object file) {
    ThreadRecord r = Threads.mineIfAny();
    Fence fence = r == null ? null : r.fence();
    if (r == null || fence == null || !isLease(file)) {
      return false;
    }
    String path = absolute(file);
    LeaseRecord lost = fence.task() == r.task() ? fence.lost(path) : null;
    if (lost == null || isHeldBy(r, path)) {
      return false;
    }
    boolean done = lost.loss.isReturned() && !Fence.tellsTasks(r);
    if (done && !isHeld(HELD.get(path))) {
      return false;
    }
    lost.loss.returned();
    Zombies.absorbed(r, "delete", path, lost.incident());
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
    if (!replaces(options)) {
      made(to, thrown);
    } else if (thrown == null) {
      replaced(to);
    }
  }

  private static boolean replaces(Object[] options) {
    for (Object o : options) {
      if (o == StandardCopyOption.REPLACE_EXISTING || o == StandardCopyOption.ATOMIC_MOVE) {
        return true;
      }
    }
    return false;
  }

  /** Forgets a lease that the agent released itself. */
  public static void forget(LeaseRecord lease) {
    lease.release();
    HELD.remove(lease.path(), lease);
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
