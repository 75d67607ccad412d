package dev.unjam.bridge;

import java.nio.file.FileAlreadyExistsException;
import java.util.Collection;
import java.util.List;
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

  /** Whether a thread of this JVM holds this lock file, by whatever path; any thread. */
  public static boolean isHeldHere(Object file) {
    return isHeld(HELD.get(LeasePaths.of(file)));
  }

  /** The lock file of this path that a thread of this JVM holds right now, or null. */
  static @Nullable LeaseRecord heldNow(String path) {
    return HELD.get(path);
  }

  /** Before a file is created exclusively: the exception for a fenced holder, or null. */
  public static @Nullable QuotaExceededException creating(Object file) {
    ThreadRecord r = Threads.mineIfAny();
    return r == null || r.fence() == null || !isLease(file)
        ? null
        : LateActs.creating(r, LeasePaths.of(file));
  }

  /** The calling thread's record if it, or some work, may have lost a lock file; else null. */
  private static @Nullable ThreadRecord loser() {
    ThreadRecord r = Threads.mineIfAny();
    return r != null && (r.fence() != null || WriteFences.any()) ? r : null;
  }

  /** Before a file is copied, perhaps to the place of another one. */
  public static @Nullable QuotaExceededException copying(Object target, Object[] options) {
    return becoming(target, options);
  }

  /**
   * Before a file comes into the place of whatever is there: the exception for a fenced holder, or
   * null. That may be somebody else's lock, which an exclusive creation would leave as it is.
   */
  public static @Nullable QuotaExceededException replacing(Object file) {
    ThreadRecord r = loser();
    return r == null || !isLease(file) ? null : LateActs.replacing(r, LeasePaths.of(file));
  }

  /** The same for a channel, which is exclusive only with CREATE_NEW. */
  public static @Nullable QuotaExceededException creatingWith(Object file, Object options) {
    if (FileOptions.exclusive(options)) {
      return creating(file);
    }
    ThreadRecord r = FileOptions.mayMake(options) ? loser() : null;
    return r == null || !isLease(file) ? null : LateActs.renewing(r, LeasePaths.of(file));
  }

  /** A channel was opened, or not. */
  public static void opened(Object file, Object options, @Nullable Throwable thrown) {
    if (FileOptions.exclusive(options)) {
      made(file, thrown);
    }
  }

  /** A file was copied, or not. */
  public static void copied(Object target, Object[] options, @Nullable Throwable thrown) {
    if (!FileOptions.replaces(options)) {
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
    LeaseRecord lease = new LeaseRecord(LeasePaths.of(file), r);
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
   * take a lock cannot be told, so it is no hold. But a holder has renewed its lock by that, at the
   * same task; and a former holder has the lock by that, unless some thread of this JVM has it.
   */
  public static void replaced(Object file) {
    ThreadRecord r = Bridge.isOn() ? Threads.mineIfAny() : null;
    if (r == null || (HELD.isEmpty() && loser() == null) || !isLease(file)) {
      return;
    }
    String path = LeasePaths.of(file);
    LeaseRecord now = HELD.get(path);
    if (now != null && isHeld(now)) {
      now.replacedBy(r);
    } else if (loser() != null) {
      takenAnew(r, new LeaseRecord(path, r));
    }
  }

  private static void takenAnew(ThreadRecord r, LeaseRecord lease) {
    Fence fence = r.fence();
    LeaseRecord lost = fence == null ? null : fence.newest(lease.path());
    if (lost != null) {
      lost.loss.end();
    }
    WriteFences.takenAnew(r, lease);
  }

  static boolean isHeld(@Nullable LeaseRecord lease) {
    return lease != null && !lease.isReleased();
  }

  static boolean isHeldBy(ThreadRecord r, String path) {
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
    String path = LeasePaths.of(file);
    long now = Ticks.now();
    Activity a = r.active();
    if (!path.equals(a.wanted) || now - a.wantedAt > GAVE_UP_MILLIS) {
      a.wantedSince = now;
      a.wanted = path;
    }
    a.wantedAt = now;
  }

  /**
   * Before a file is deleted.
   *
   * @return a {@link KeptFile} if the act is to be absorbed, because the lock file was taken from
   *     this thread and may be another's by now; else what {@link #left} is to be given
   */
  public static @Nullable Object leaving(Object file) {
    ThreadRecord r = loser();
    if ((HELD.isEmpty() && r == null) || !isLease(file)) {
      return null;
    }
    String path = LeasePaths.of(file);
    return r != null && LateActs.isAbsorbed(r, path) ? KeptFile.ABSORBED : HELD.get(path);
  }

  /**
   * Before it is renamed to another name.
   *
   * @param options say whether it may replace what is there; null where it does
   * @return a {@link KeptFile} with what a former holder is told; else as {@link #leaving}
   */
  public static @Nullable Object moving(
      Object from, @Nullable Object to, Object @Nullable [] options) {
    QuotaExceededException refused = to == null ? null : becoming(to, options);
    ThreadRecord r = loser();
    if (refused != null || (HELD.isEmpty() && r == null) || !isLease(from)) {
      return refused == null ? null : new KeptFile(refused);
    }
    String path = LeasePaths.of(from);
    refused = r == null ? null : LateActs.moving(r, path);
    return refused == null ? HELD.get(path) : new KeptFile(refused);
  }

  private static @Nullable QuotaExceededException becoming(
      Object name, Object @Nullable [] options) {
    return options == null || FileOptions.replaces(options) ? replacing(name) : creating(name);
  }

  /** Whether this act of the calling thread's is to be absorbed. */
  public static boolean absorbDelete(Object file) {
    return leaving(file) instanceof KeptFile;
  }

  /** A file was deleted, by whichever thread; of what was on record of it just before. */
  public static void deleted(Object file) {
    if (isLease(file)) {
      left(HELD.get(LeasePaths.of(file)));
    }
  }

  /**
   * A file was deleted or renamed away.
   *
   * @param before what {@link #leaving} had given: by now another thread may have made a new one
   */
  public static void left(@Nullable Object before) {
    if (!(before instanceof LeaseRecord lease) || !Bridge.isOn()) {
      return;
    }
    ThreadRecord r = Threads.mineIfThere();
    if (r != null && r.exempt) {
      return; // the agent's own, which may put it back yet
    }
    HELD.remove(lease.path(), lease);
    lease.release();
    if (r != null && lease.owner() == r && r.pop(lease)) {
      HoldHooks.letGo(r);
    }
  }

  /**
   * A file was to be deleted, and was not.
   *
   * @param before what {@link #leaving} had given
   * @param file is looked for: where it is not there, somebody else has deleted it before
   */
  public static void stayed(@Nullable Object before, Object file) {
    if (before instanceof LeaseRecord && !LeasePaths.isThere(file)) {
      left(before);
    }
  }

  /**
   * A file was moved, or not. Without REPLACE_EXISTING and ATOMIC_MOVE (which replaces on Unix) the
   * new name came to be exclusively.
   *
   * @param before what {@link #moving} had given
   */
  public static void moved(
      @Nullable Object before, Object to, Object[] options, @Nullable Throwable thrown) {
    if (thrown == null) {
      left(before);
    }
    if (!FileOptions.replaces(options)) {
      made(to, thrown);
    } else if (thrown == null) {
      replaced(to);
    }
  }

  /** Forgets a lease that the agent released itself. */
  public static void forget(LeaseRecord lease) {
    lease.release();
    HELD.remove(lease.path(), lease);
  }

  private static boolean isLease(Object file) {
    return names.match(file.toString());
  }
}
