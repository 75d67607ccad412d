package dev.unjam.bridge;

import java.lang.invoke.VarHandle;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Adds what one thread takes and removes what it lets go of; on the thread itself.
 *
 * <p>A lock is three stores and an unlock one: the next locked instruction of the lock itself waits
 * for each of them, and for the loads on which they depend. So the lock that the thread took anew
 * last is remembered with its place in fields of their own. Taking it again, as most threads do, is
 * a comparison and no chain of loads.
 *
 * <p>To store a reference into an old object costs several nanoseconds with G1 (its barrier is a
 * full fence), as much as all the rest. So the references lie apart, in {@link Places}.
 */
public class HoldStack extends HoldEntries {
  private static final long EVERY_BIT = -1;

  /** The ordinary lock that was taken anew last and still is in its near place, or null. */
  private @Nullable Object latestLock;

  private int latest;

  /** The bit of that place, or every one while no lock is to be taken for that. */
  private long latestBit = bit(0);

  /** How deep the thread is inside of methods whose own locks are not recorded. */
  private int muted;

  /** The lock of the JDK's that the thread let go of last while it is muted, or null. */
  private @Nullable Object givenUp;

  /** A bit for each of the first entries that is a lock of a library's inner workings. */
  private long inner;

  HoldStack() {}

  /**
   * From here on the JDK's exclusive locks that the thread takes are not recorded: they are a
   * library's own, gone before it returns. What is let go of still is. On the thread itself.
   */
  final void mute() {
    if (muted++ == 0) {
      // Some of them is set: so each lock comes past the look at whether the thread is muted.
      latestBit = EVERY_BIT;
      // And so does each that is let go of.
      state &= ~TOP;
    }
  }

  /** The method has ended that {@link #mute} began with. */
  final void unmute() {
    if (muted > 0 && --muted == 0) {
      latestBit = bit(latest);
      int depth = depth();
      if (depth > 0 && placeAt(depth - 1) == latest) {
        state |= TOP;
      }
      if (givenUp != null) {
        givenUp = null;
      }
    }
  }

  /**
   * A hold has ended while the thread is muted; on the thread itself. If it is taken again it is no
   * library's own: a callback of the host's waits on a Condition of a lock that the host has.
   */
  final void givesUp(Object lock) {
    givenUp = lock;
  }

  /** Whether this is the lock that was let go of so, which it is no more then. */
  final boolean takesBack(Object lock) {
    boolean back = givenUp == lock;
    if (back) {
      givenUp = null;
    }
    return back;
  }

  /** Whether it is between the two. */
  final boolean isMuted() {
    return muted > 0;
  }

  /** Whoever was to unmute the thread does so no more. */
  final void neverMuted() {
    while (muted > 0) {
      unmute();
    }
  }

  /** The entry that comes next is a lock of a library's inner workings; on the thread itself. */
  final void nextIsInner() {
    int i = depth();
    if (i < Long.SIZE) {
      inner |= 1L << i;
    }
  }

  /** The same lock has been let go of. */
  final void innerIsOver() {
    int i = depth();
    if (inner != 0 && i < Long.SIZE) {
      inner &= (1L << i) - 1;
    }
  }

  /** None of the entries is, or will be. */
  final void noneIsInner() {
    inner = 0;
  }

  /** Whether this entry is a lock of a library's inner workings; on the thread itself. */
  final boolean isInner(int i) {
    return inner != 0 && i < Long.SIZE && (inner & 1L << i) != 0;
  }

  /**
   * Adds the newest entry if it is for the lock that is remembered.
   *
   * @param now credited milliseconds
   * @return whether it was
   */
  final boolean pushAgain(Object lock, long now) {
    long s = state;
    long bit = latestBit;
    if (latestLock != lock || (s & bit) != 0) {
      return false;
    }
    int at = ((int) s & DEPTH_MASK) * WORDS;
    long[] w = words;
    if (at + STAMP >= w.length) {
      return false;
    }
    s += SEQ_ONE;
    // The stamp first: who finds the hold by its number must not see what an ended task left there.
    w[at + STAMP] = now << TASK_BITS | task;
    VarHandle.storeStoreFence();
    w[at] = s >>> SEQ_SHIFT << PLACE_BITS | latest;
    VarHandle.storeStoreFence();
    state = (s | bit | TOP) + 1;
    return true;
  }

  /** Takes the newest entry away if it is for the lock that is remembered; whether it was. */
  final boolean popAgain(Object lock) {
    long s = state;
    if (latestLock != lock || (s & TOP) == 0) {
      return false;
    }
    state = (s & ~(bit(latest) | TOP)) - 1;
    return true;
  }

  /**
   * Adds the newest entry.
   *
   * @param ordinary whether it is one of the JDK's own exclusive locks, which may be remembered
   * @param now credited milliseconds
   * @return whether there was room
   */
  final boolean push(Object lock, boolean ordinary, long now) {
    int at = depth() * WORDS;
    if (at == MAX_DEPTH * WORDS) {
      return false;
    }
    if (at == words.length) {
      words = Arrays.copyOf(words, 2 * at);
    }
    int used = (int) (state >>> DEPTH_BITS);
    int place = places.find(lock, used);
    if (place < 0) {
      place = places.fill(lock, used, latest);
      if (place < Places.NEAR) {
        latest = place;
        latestBit = muted > 0 ? EVERY_BIT : bit(place);
        latestLock = ordinary ? lock : null;
      }
    }
    long next = (state & ~TOP) + SEQ_ONE;
    words[at + STAMP] = now << TASK_BITS | task;
    VarHandle.storeStoreFence();
    words[at] = next >>> SEQ_SHIFT << PLACE_BITS | place;
    VarHandle.storeStoreFence();
    next = place < Places.NEAR ? next | bit(place) : next;
    state = (isFastAt(place) ? next | TOP : next) + 1;
    return true;
  }

  /** Whether an entry of this place can be told without a look at the stack. */
  private boolean isFastAt(int place) {
    return place == latest && muted == 0;
  }

  private static long bit(int place) {
    return 1L << (DEPTH_BITS + place);
  }

  /** Remembers no lock: every one comes past the checks of what is to be done with it. */
  final void forgetLatest() {
    latestLock = null;
  }

  /** Takes the newest entry for the lock away; whether there was one. */
  final boolean pop(Object lock) {
    int i = newest(lock);
    if (i >= 0) {
      removeAt(i);
    }
    return i >= 0;
  }

  /** The index of the newest entry for the lock, or -1. */
  final int newest(Object lock) {
    for (int i = depth() - 1; i >= 0; i--) {
      if (places.get(placeAt(i)) == lock) {
        return i;
      }
    }
    return -1;
  }

  /** Whether this entry is for this very object, and not null; on the thread itself. */
  final boolean isOf(int i, @Nullable Object lock) {
    return lock != null && places.get(placeAt(i)) == lock;
  }

  private int placeAt(int i) {
    return (int) words[i * WORDS] & PLACE_MASK;
  }

  /** Takes this entry away. */
  final void removeAt(int i) {
    int place = placeAt(i);
    Object lock = places.get(place);
    int depth = depth();
    if (i < depth - 1) {
      moveDown(i, depth - i - 1);
      if (i < Long.SIZE) {
        long below = (1L << i) - 1;
        inner = (inner & below) | (inner >>> 1 & ~below);
      }
    }
    long s = (place < Places.NEAR ? state & ~bit(place) : state) & ~TOP;
    state = (depth > 1 && isFastAt(placeAt(depth - 2)) ? s | TOP : s) - 1;
    if (lock != null && !places.vacate(place, lock) && place == latest) {
      latestLock = null;
    }
  }

  /**
   * Moves the entries above this one down. The stamp goes first: who sees an entry with another
   * one's stamp takes it for a younger task's, never for one that a task has left.
   */
  private void moveDown(int i, int tail) {
    long[] w = words;
    for (int to = i; to < i + tail; to++) {
      int at = to * WORDS;
      w[at + STAMP] = w[at + WORDS + STAMP];
      if (hasExtras()) {
        extraAt(to, extraAt(to + 1));
      }
      VarHandle.storeStoreFence();
      w[at] = w[at + WORDS];
      VarHandle.storeStoreFence();
    }
  }
}
