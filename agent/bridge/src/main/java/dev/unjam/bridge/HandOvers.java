package dev.unjam.bridge;

import java.lang.ref.WeakReference;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * Knows the locks that one thread takes and another gives back: signalling semaphores, permits of
 * asynchronous work, stamps that travel.
 *
 * <p>A release by a thread that has not acquired marks the lock. From then on a thread keeps one
 * entry for it at the most, and an entry is void as soon as somebody else has released since. After
 * a row of releases by the very threads that acquired, the lock counts as an ordinary one again,
 * for a hold that is older than the agent makes such a mark too; what was void stays so.
 *
 * <p>A table of fixed size with weak references, read and written without a lock. A race loses a
 * step of a count, a full table forgets a lock: both show a hold that is over, or hide one that is
 * not, until the lock is used next. Nothing is allocated but at a lock's first mark.
 */
public final class HandOvers {
  private static final int PLACES = 4096;
  private static final int TRIES = 4;
  private static final int ORDINARY_AFTER = 64;

  /** Above them a stamp's version and whether it writes: the same on 17 and 25. */
  private static final int READER_BITS = 7;

  private static final AtomicReferenceArray<@Nullable Mark> MARKS =
      new AtomicReferenceArray<>(PLACES);

  /** Plain on purpose: most programs never set it, and all of them read it with each permit. */
  @SuppressWarnings("NonFinalStaticField")
  private static boolean any;

  private HandOvers() {}

  /** What is known of one such lock; its fields are written by whoever releases, without order. */
  static final class Mark extends WeakReference<Object> {
    private boolean handedOver;
    private boolean before;
    private int releases;
    private int inARow;
    private long version = -1;

    Mark(Object lock) {
      super(lock);
    }

    /** A number of the kind's own, stamped so that it is void after somebody else's release. */
    long stamped(int low) {
      return ((long) releases << Integer.SIZE) | low;
    }

    boolean isHandedOver() {
      return handedOver;
    }

    private boolean voids(long extra) {
      return version >= 0
          ? extra >>> READER_BITS <= version
          : (int) (extra >>> Integer.SIZE) != releases;
    }
  }

  /** Runs through what marks need, while no hook is on yet. */
  static void warmUp() {
    Object nothing = new Object();
    byAnother(nothing);
    isVoid(nothing, 0);
    MARKS.setRelease(System.identityHashCode(nothing) & (PLACES - 1), null);
    any = false;
  }

  /** Forgets every mark. */
  static void clear() {
    for (int i = 0; i < PLACES; i++) {
      MARKS.set(i, null);
    }
    any = false;
  }

  /** The lock's mark if it is, or was, one that is handed over, else null. */
  static @Nullable Mark of(Object lock) {
    return any ? find(lock, System.identityHashCode(lock)) : null;
  }

  /** Whether this lock is taken by one thread and given back by another; any thread. */
  public static boolean isHandedOver(Object lock) {
    Mark m = of(lock);
    return m != null && m.handedOver;
  }

  /** Whether an entry for the lock with this number of its kind is over, as far as can be told. */
  static boolean isVoid(Object lock, long extra) {
    Mark m = of(lock);
    return m != null && m.voids(extra);
  }

  /** A thread released what it had not acquired. */
  static void byAnother(Object lock) {
    Mark m = marked(lock);
    m.releases++;
    m.before = m.handedOver;
    m.handedOver = true;
    if (m.inARow != 0) {
      m.inARow = 0;
    }
  }

  /** A thread released by a stamp what it had not acquired. */
  static void byAnother(Object lock, long stamp) {
    byAnother(lock);
    marked(lock).version = stamp >>> READER_BITS;
  }

  /** The release that marked the lock a moment ago has failed; on the same thread. */
  static void notByAnother(Object lock) {
    Mark m = of(lock);
    if (m != null) {
      m.releases--;
      m.handedOver = m.before;
    }
  }

  /** A thread released what it had acquired. */
  static void byItself(Object lock) {
    Mark m = of(lock);
    if (m != null && m.handedOver && ++m.inARow >= ORDINARY_AFTER) {
      m.handedOver = false;
    }
  }

  private static Mark marked(Object lock) {
    int hash = System.identityHashCode(lock);
    Mark m = any ? find(lock, hash) : null;
    return m == null ? made(lock, hash) : m;
  }

  private static @Nullable Mark find(Object lock, int hash) {
    for (int i = 0; i < TRIES; i++) {
      Mark m = MARKS.getAcquire((hash + i) & (PLACES - 1));
      if (m != null && m.refersTo(lock)) {
        return m;
      }
    }
    return null;
  }

  private static Mark made(Object lock, int hash) {
    Mark made = new Mark(lock);
    int place = hash & (PLACES - 1);
    for (int i = 0; i < TRIES; i++) {
      int next = (hash + i) & (PLACES - 1);
      Mark m = MARKS.getAcquire(next);
      if (m == null || m.refersTo(null)) {
        place = next;
        break;
      }
    }
    MARKS.setRelease(place, made);
    any = true;
    return made;
  }
}
