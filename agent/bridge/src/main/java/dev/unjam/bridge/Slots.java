package dev.unjam.bridge;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * One part of the registry: places of which each holds one thread's record.
 *
 * <p>A record is put into its place by its own thread with one compare-and-set, and taken out again
 * by the same thread, or by the watchdog once that is dead: nobody else writes there. When all the
 * places near a thread's own are taken, the next part is asked, twice as large. The last part is
 * closed and cut off by the watchdog when it is empty; who comes into it at the same moment sees
 * the mark after it has come, and begins again at the first.
 */
final class Slots {
  /** Places that are tried in one part before the next one is asked. */
  private static final int TRIES = 8;

  private static final int LARGEST = 1 << 20;

  /** What follows a part that was cut off: nobody can append there any more. */
  private static final Slots CUT_OFF = new Slots(1);

  private static final AtomicReferenceFieldUpdater<Slots, @Nullable Slots> NEXT =
      AtomicReferenceFieldUpdater.newUpdater(Slots.class, Slots.class, "next");

  private static final VarHandle PLACE = MethodHandles.arrayElementVarHandle(ThreadRecord[].class);

  /** Places that are passed over at once, as nearly all are, where none was ever taken. */
  private static final int BLOCK_BITS = 7;

  private static final int BLOCK = 1 << BLOCK_BITS;

  private final @Nullable ThreadRecord[] places;

  /** Whether a place of the block was ever taken; set before it is, and never taken back. */
  private final boolean[] touched;

  private final int mask;
  private volatile @Nullable Slots next;
  private volatile boolean closed;

  /** Places in a number that is a power of two. */
  Slots(int size) {
    places = new @Nullable ThreadRecord[size];
    touched = new boolean[(size + BLOCK - 1) >> BLOCK_BITS];
    mask = size - 1;
  }

  @Nullable ThreadRecord[] places() {
    return places;
  }

  /** The record of this thread, in this part or in one that follows, or null. */
  @Nullable ThreadRecord find(Thread t, int number) {
    for (Slots s = this; s != null && s != CUT_OFF; s = s.next) {
      for (int i = 0; i < TRIES; i++) {
        ThreadRecord r = s.places[(number + i) & s.mask];
        if (r != null && r.thread == t) {
          return r;
        }
      }
    }
    return null;
  }

  /**
   * Puts the record into a free place of this part or of one that follows, making another if there
   * is none; on the record's thread.
   */
  void add(ThreadRecord r, int number) {
    Slots at = this;
    while (!at.takes(r, number)) {
      Slots n = at.following();
      at = n == CUT_OFF ? this : n;
    }
  }

  private boolean takes(ThreadRecord r, int number) {
    for (int i = 0; i < TRIES && !closed; i++) {
      int place = (number + i) & mask;
      touch(place);
      if (places[place] == null && PLACE.compareAndSet(places, place, null, r)) {
        if (closed) {
          PLACE.setRelease(places, place, null);
          return false;
        }
        r.slots = this;
        r.slot = place;
        return true;
      }
    }
    return false;
  }

  private void touch(int place) {
    if (!touched[place >> BLOCK_BITS]) {
      touched[place >> BLOCK_BITS] = true;
    }
  }

  /** This place, or the next one that may ever have been taken. */
  private int skip(int place) {
    int p = place;
    while (p < places.length && !touched[p >> BLOCK_BITS]) {
      p = ((p >> BLOCK_BITS) + 1) << BLOCK_BITS;
    }
    return p;
  }

  private Slots following() {
    Slots n = next;
    if (n != null) {
      return n;
    }
    Slots made = new Slots(Math.min(LARGEST, 2 * places.length));
    NEXT.compareAndSet(this, null, made);
    Slots now = next;
    return now == null ? made : now;
  }

  /** Takes the record out again; on its thread. */
  static void remove(ThreadRecord r) {
    Slots in = r.slots;
    if (in != null) {
      r.slots = null;
      PLACE.compareAndSet(in.places, r.slot, r, null);
    }
  }

  /** Shows the records of this part and of those that follow; any thread. */
  void forEach(Consumer<ThreadRecord> visitor) {
    for (Slots s = this; s != null && s != CUT_OFF; s = s.next) {
      for (int i = s.skip(0); i < s.places.length; i = s.skip(i + 1)) {
        ThreadRecord r = at(s.places, i);
        if (r != null) {
          visitor.accept(r);
        }
      }
    }
  }

  private static @Nullable ThreadRecord at(@Nullable ThreadRecord[] places, int i) {
    return (ThreadRecord) PLACE.getAcquire(places, i);
  }

  /**
   * Takes out what is over; the watchdog's thread only.
   *
   * @param over whether a record is of no use any more; it must not come into use again
   */
  void prune(Predicate<ThreadRecord> over) {
    for (Slots s = this; s != null && s != CUT_OFF; s = s.next) {
      for (int i = s.skip(0); i < s.places.length; i = s.skip(i + 1)) {
        ThreadRecord r = at(s.places, i);
        if (r != null && over.test(r)) {
          PLACE.compareAndSet(s.places, i, r, null);
        }
      }
    }
    shrink();
  }

  /** Takes every record out; the records themselves do not hear of it. */
  void clear() {
    for (Slots s = this; s != null && s != CUT_OFF; s = s.next) {
      for (int i = 0; i < s.places.length; i++) {
        PLACE.setVolatile(s.places, i, null);
      }
    }
  }

  /** Cuts the last part off if it is empty and not the first. */
  void shrink() {
    Slots previous = this;
    Slots last = next;
    while (last != null && last.next != null) {
      previous = last;
      last = last.next;
    }
    if (last == null || !last.isEmpty()) {
      return;
    }
    last.closed = true;
    if (last.isEmpty() && NEXT.compareAndSet(last, null, CUT_OFF)) {
      previous.next = null;
    } else {
      last.closed = false;
    }
  }

  /** How many parts there are. */
  int parts() {
    int n = 0;
    for (Slots s = this; s != null && s != CUT_OFF; s = s.next) {
      n++;
    }
    return n;
  }

  private boolean isEmpty() {
    for (int i = 0; i < places.length; i++) {
      if ((ThreadRecord) PLACE.getVolatile(places, i) != null) {
        return false;
      }
    }
    return true;
  }
}
