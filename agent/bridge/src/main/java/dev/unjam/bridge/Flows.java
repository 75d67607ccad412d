package dev.unjam.bridge;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The work that carries a flow, by identity and weakly: the host's own objects stay as they are.
 *
 * <p>A table of fixed size without a lock. Where it is full, a hand-over is not followed.
 */
public final class Flows {
  private static final int PLACES = 8192;
  private static final int TRIES = 8;
  private static final AtomicReferenceArray<@Nullable Flow> TABLE =
      new AtomicReferenceArray<>(PLACES);

  /** Whether there is any: a host that hands nothing over under a hold pays one look at this. */
  private static volatile boolean any;

  /**
   * A bit for the class of each work that ever carried a flow: to tell a tiny task of another class
   * by its own identity would cost many times what the task does.
   */
  private static final AtomicLong CLASSES = new AtomicLong();

  /** How many flows of threads were ever put in. */
  private static final AtomicLong THREADS = new AtomicLong();

  private Flows() {}

  /** Whether some work carries a flow right now. */
  static boolean any() {
    return any;
  }

  /** Takes the flow of some work in, unless that has one. */
  static void put(Flow flow) {
    for (int i = 0; i < TRIES; i++) {
      int place = (flow.hash + i) & (PLACES - 1);
      Flow there = TABLE.get(place);
      if ((there == null || isSpent(there)) && TABLE.compareAndSet(place, there, flow)) {
        mark(flow.get());
        if (!any) {
          any = true;
        }
        return;
      }
    }
  }

  private static void mark(@Nullable Object work) {
    long bit = work == null ? 0 : bit(work);
    long before = CLASSES.get();
    while ((before & bit) != bit && !CLASSES.compareAndSet(before, before | bit)) {
      before = CLASSES.get();
    }
    if (work instanceof Thread) {
      THREADS.incrementAndGet();
    }
  }

  /**
   * The flow of the calling thread itself, or null. Nearly all have none, and ask several times a
   * call: as long as no thread more has one, that stays so.
   */
  static @Nullable Flow ofThread(@Nullable ThreadRecord r) {
    long put = THREADS.get();
    if (r == null) {
      return of(Thread.currentThread());
    }
    if (r.noFlowSince == put) {
      return null;
    }
    // Without a look at whether there is any: for a moment that may be told of none wrongly.
    Flow f = find(r.thread);
    if (f == null) {
      r.noFlowSince = put;
    }
    return f;
  }

  private static long bit(Object work) {
    return 1L << System.identityHashCode(work.getClass());
  }

  /** The flow that this work carries, or null; any thread. */
  public static @Nullable Flow of(Object work) {
    return any ? find(work) : null;
  }

  private static @Nullable Flow find(Object work) {
    if ((CLASSES.get() & bit(work)) == 0) {
      return null;
    }
    int hash = System.identityHashCode(work);
    for (int i = 0; i < TRIES; i++) {
      Flow f = TABLE.get((hash + i) & (PLACES - 1));
      if (f != null && f.hash == hash && f.get() == work) {
        return f;
      }
    }
    return null;
  }

  /** The work is done, or nobody will begin with it any more; any thread. */
  public static void end(Flow flow) {
    flow.ends();
    for (int i = 0; i < TRIES; i++) {
      int place = (flow.hash + i) & (PLACES - 1);
      if (TABLE.get(place) == flow) {
        TABLE.compareAndSet(place, flow, null);
        return;
      }
    }
  }

  /** Shows every flow that is not void; any thread. */
  public static void forEach(Consumer<Flow> visitor) {
    for (int i = 0; any && i < PLACES; i++) {
      Flow f = TABLE.get(i);
      if (f != null && !f.isVoid()) {
        visitor.accept(f);
      }
    }
  }

  private static boolean isSpent(Flow f) {
    return f.isVoid() && !f.isFenced();
  }

  /** Whether work that this fence binds, or would if it were up, is still to be done. */
  static boolean anyThatRuns(WriteFence fence) {
    return anyThatRuns(fence, work -> true);
  }

  /** The same of one kind of work. */
  static boolean anyThatRuns(WriteFence fence, Predicate<Object> kind) {
    for (int i = 0; any && i < PLACES; i++) {
      Flow f = TABLE.get(i);
      Object work = f == null || !f.isToBeDone() || !fence.binds(f) ? null : f.get();
      if (work != null && kind.test(work)) {
        return true;
      }
    }
    return false;
  }

  /** Shows each thread that is at work which this fence binds. */
  static void runners(WriteFence fence, Consumer<Thread> visitor) {
    for (int i = 0; any && i < PLACES; i++) {
      Flow f = TABLE.get(i);
      ThreadRecord runner = f == null || !fence.binds(f) ? null : f.runner();
      if (runner != null) {
        visitor.accept(runner.thread);
      }
    }
  }

  /** Forgets what is void; the watchdog's thread only. */
  public static void prune() {
    if (!any) {
      return;
    }
    int left = 0;
    for (int i = 0; i < PLACES; i++) {
      Flow f = TABLE.get(i);
      if (f != null && !(isSpent(f) && TABLE.compareAndSet(i, f, null))) {
        left++;
      }
    }
    if (left == 0) {
      any = false;
      // Somebody may have put one in since it was looked at, and set the mark before we cleared it.
      any = !isEmpty();
    }
  }

  /** Forgets them all. */
  static void clear() {
    for (int i = 0; i < PLACES; i++) {
      TABLE.set(i, null);
    }
    any = false;
  }

  private static boolean isEmpty() {
    for (int i = 0; i < PLACES; i++) {
      if (TABLE.get(i) != null) {
        return false;
      }
    }
    return true;
  }
}
