package dev.unjam.bridge;

import java.lang.invoke.VarHandle;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The registry of thread records: one for each thread that ever held something.
 *
 * <p>A thread finds its own record in the registry's first part, in the place that its number leads
 * to, and where another thread has that, through a ThreadLocal. A virtual thread's record is
 * registered only while it holds something or was active under a hold: it goes with its thread, a
 * million of them leave nothing behind.
 */
public final class Threads {
  private static final int FIRST_PLACES = 16_384;
  private static final int SPARES = 64;
  private static final int MOST_STAY = 1024;
  private static final Slots FIRST = new Slots(FIRST_PLACES);
  private static final int FIRST_MASK = FIRST_PLACES - 1;

  /** The first part's own array: one load less on every lock. */
  private static final @Nullable ThreadRecord[] NEAREST = FIRST.places();

  /**
   * Whether a record that belongs in this place of the first part was ever put elsewhere. Read by
   * the threads of that place only, of which each has seen what it wrote itself.
   */
  private static final boolean[] DISPLACED = new boolean[FIRST_PLACES];

  /** Records that virtual threads have left. */
  private static final AtomicReferenceArray<@Nullable ThreadRecord> SPARE =
      new AtomicReferenceArray<>(SPARES);

  private static final @Nullable VarHandle NUMBER = ThreadNumbers.given();
  private static final @Nullable Class<?> VIRTUAL = virtual();

  /** Stands in a record that nobody has: a virtual thread that is gone must not stay in memory. */
  private static final Thread NOBODY = Thread.currentThread();

  /** How many virtual threads' records stay; counted anew with each prune, so a race may err. */
  @SuppressWarnings("NonFinalStaticField")
  private static int staying;

  private Threads() {}

  /** Since 21 (JEP 444) the superclass of virtual threads; null before. */
  private static @Nullable Class<?> virtual() {
    try {
      return Class.forName("java.lang.BaseVirtualThread", false, null);
    } catch (ClassNotFoundException e) {
      return null;
    }
  }

  /** The calling thread's record, made and registered if need be. */
  static ThreadRecord mine() {
    Thread t = Thread.currentThread();
    ThreadRecord r = NEAREST[number(t) & FIRST_MASK];
    return r != null && r.thread == t ? r : registered(t);
  }

  /** The calling thread's record if it has one and is not the agent's, else null. */
  static @Nullable ThreadRecord mineIfAny() {
    ThreadRecord r = mineIfThere();
    return r == null || r.exempt ? null : r;
  }

  /** The calling thread's record if it has one, else null. */
  static @Nullable ThreadRecord mineIfThere() {
    Thread t = Thread.currentThread();
    ThreadRecord r = NEAREST[number(t) & FIRST_MASK];
    return r != null && r.thread == t ? r : find(t, number(t));
  }

  /** Most threads of a host never hold anything: that is to be found out at once. */
  private static @Nullable ThreadRecord find(Thread t, int number) {
    return DISPLACED[number & FIRST_MASK] ? FIRST.find(t, number) : null;
  }

  /**
   * The thread's own number, read from its field: {@code getId()} can be overridden before 19.
   * Without access to the field any number that stays the same will do.
   */
  private static int number(Thread t) {
    return NUMBER == null ? System.identityHashCode(t) : (int) (long) NUMBER.get(t);
  }

  private static boolean isVirtual(Thread t) {
    return VIRTUAL != null && VIRTUAL.isInstance(t);
  }

  private static ThreadRecord registered(Thread t) {
    return registered(t, isVirtual(t));
  }

  static ThreadRecord registered(Thread t, boolean virtual) {
    int number = number(t);
    ThreadRecord r = find(t, number);
    if (r == null) {
      r = virtual ? virtual(t, number) : new ThreadRecord(t, false);
      FIRST.add(r, number);
      if (NEAREST[number & FIRST_MASK] != r) {
        DISPLACED[number & FIRST_MASK] = true;
      }
    }
    return r;
  }

  private static ThreadRecord virtual(Thread t, int number) {
    int spare = number & (SPARES - 1);
    ThreadRecord r = SPARE.getPlain(spare);
    if (r == null || !SPARE.compareAndSet(spare, r, null)) {
      return new ThreadRecord(t, true);
    }
    r.thread = t;
    r.interruptedByUs = false;
    r.knownClients = 0;
    return r;
  }

  /**
   * A virtual thread holds nothing any more; on that thread. The first ones keep their records,
   * which a thread that goes on taking locks thanks them for.
   */
  static void leave(ThreadRecord r) {
    if (r.stays) {
      return;
    }
    if (staying < MOST_STAY) {
      staying++;
      r.stays = true;
      r.plain = !r.exempt;
    } else if (!r.wasActive() && !r.exempt && r.worker == null && r.slots != null) {
      int spare = number(r.thread) & (SPARES - 1);
      Slots.remove(r);
      forget(r);
      r.thread = NOBODY;
      SPARE.setRelease(spare, r);
    }
  }

  /** What the thread was inside of says nothing of the one that gets the record next. */
  static void forget(ThreadRecord r) {
    r.noneIsInner();
    r.neverMuted();
    r.sending = false;
    r.lineStart = null;
    r.noFlowSince = -1;
  }

  /**
   * Begins anew with no record of anybody. What was recorded before the hooks were taken out may
   * have been released since, and nobody saw it.
   */
  public static void clear() {
    FIRST.clear();
    for (int i = 0; i < SPARES; i++) {
      SPARE.set(i, null);
    }
    staying = 0;
    Sites.clear();
    Flows.clear();
    HandOvers.clear();
    WriteFences.lift();
  }

  /** Takes the calling thread, one of the agent's own, out of all recording. */
  public static void exemptCurrent() {
    mine().exempt();
  }

  /** Shows every record of a thread that is not the agent's; any thread. */
  public static void forEach(Consumer<ThreadRecord> visitor) {
    FIRST.forEach(
        r -> {
          if (!r.exempt) {
            visitor.accept(r);
          }
        });
  }

  /** The record with this id, or null; any thread. */
  public static @Nullable ThreadRecord byId(long id) {
    ById search = new ById(id);
    FIRST.forEach(search);
    return search.found;
  }

  /** Forgets the records of dead threads that left nothing behind; the watchdog's thread only. */
  public static void prune() {
    FIRST.prune(Threads::isOver);
    int[] stay = new int[1];
    FIRST.forEach(r -> stay[0] += r.stays ? 1 : 0);
    staying = stay[0];
    ClientHooks.CALLS.prune();
    HttpClientHooks.BODIES.prune();
    AsyncCalls.prune();
    if (Claims.any()) {
      Claims.prune();
    }
    FIRST.forEach(Fence::look);
    WriteFences.prune();
  }

  /**
   * A virtual thread's record that is empty and was never active has been left, and may be in use
   * by another thread already: only one that cannot have been left is judged.
   */
  private static boolean isOver(ThreadRecord r) {
    Thread t = r.thread;
    boolean mayBeLeft = r.virtual && !r.stays && !r.wasActive();
    if (t.isAlive() || (mayBeLeft && r.depth() == 0)) {
      return false;
    }
    VarHandle.acquireFence();
    return r.thread == t && !leftSomething(r);
  }

  private static boolean leftSomething(ThreadRecord r) {
    for (int i = 0; i < r.depth(); i++) {
      Object lock = r.lockAt(i);
      if (lock != null && r.isHold(i) && !HandOvers.isHandedOver(lock)) {
        return true;
      }
    }
    return false;
  }

  private static final class ById implements Consumer<ThreadRecord> {
    private final long id;
    private @Nullable ThreadRecord found;

    ById(long id) {
      this.id = id;
    }

    @Override
    public void accept(ThreadRecord r) {
      if (r.id == id) {
        found = r;
      }
    }
  }
}
