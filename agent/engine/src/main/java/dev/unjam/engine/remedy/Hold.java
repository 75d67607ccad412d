package dev.unjam.engine.remedy;

import dev.unjam.bridge.Claim;
import dev.unjam.bridge.HoldEntries;
import dev.unjam.bridge.LeaseRecord;
import dev.unjam.bridge.ThreadRecord;
import java.nio.channels.FileLock;
import org.jspecify.annotations.Nullable;

/**
 * One hold that is to be released on its holder's behalf.
 *
 * @param owner the holder's record
 * @param seq the hold's number within it
 * @param key what is held, as the bridge knows it
 * @param extra the kind's own number: permits, a stamp, how often it was held
 * @param message what the holder's running task is told from then on
 * @param until outside a pool: until when what the holder acquires is taken for the same task's
 * @param task the number of the task that took it; the thread may be at another one by now
 * @param isOrphan whether nobody is left to release it: its thread is dead, or the task that took
 *     it has ended, and the thread's next one is innocent
 */
public record Hold(
    ThreadRecord owner,
    long seq,
    Object key,
    long extra,
    String message,
    long until,
    int task,
    boolean isOrphan) {
  /** The hold with this number as it is now, or null if it has ended; any thread. */
  public static @Nullable Hold of(ThreadRecord owner, long seq, String message, long until) {
    // Asked first: a thread that releases the hold and then dies has left nothing.
    boolean dead = !owner.thread.isAlive();
    HoldEntries.Entry e = owner.hold(seq);
    if (e == null) {
      return null;
    }
    boolean orphan = dead || e.taskEnded();
    return new Hold(owner, seq, e.lock(), e.extra(), message, until, e.task(), orphan);
  }

  /** Whether the thread is dead. */
  boolean isOfTheDead() {
    return !owner.thread.isAlive();
  }

  /** Whether it is still the same hold; to be asked where the holder is seen elsewhere. */
  boolean isStillThere() {
    Hold now = of(owner, seq, "", until);
    return now != null
        && now.key == key
        && now.extra == extra
        && (isOfTheDead() || now.isOrphan == isOrphan);
  }

  /** Puts a claim up on it, or null if there is no room for one: {@link Release#NO_ROOM}. */
  @Nullable Claim claim(long stamp, int surplus) {
    return Claim.up(
        key, owner, seq, new Claim.Terms(stamp, surplus, isOrphan ? null : message, until));
  }

  /** Whether it is a lease, which is released whatever its holder does. */
  boolean isLease() {
    return key instanceof LeaseRecord || key instanceof FileLock;
  }
}
