package dev.unjam.conformance;

/**
 * The model of a {@link java.util.concurrent.locks.StampedLock}.
 *
 * <p>It computes the very state that the lock has, so that stamps can be compared: a version, the
 * mark of a writer, and how many read. Readers that are let in together do not know their order: of
 * a read stamp, only that it is one of this version counts.
 */
final class StampModel extends Model {
  private static final long WRITER = 128;
  private static final long READERS = 127;
  private static final long MODE = READERS | WRITER;
  private static final Outcome ILLEGAL = Outcome.threw(IllegalMonitorStateException.class, null);
  private static final Outcome NO_STAMP = Outcome.returned(0L);
  private static final int NOBODY = -1;

  private final long[] stamps = new long[Schedule.THREADS + 1];
  private final int[] reads = new int[Schedule.THREADS + 1];
  private int writer = NOBODY;
  private boolean foreign;
  private long state = 2 * WRITER;

  /** A stamp as it is compared. */
  static long comparable(long stamp) {
    boolean read = (stamp & WRITER) == 0 && (stamp & READERS) != 0;
    return read ? (stamp & ~READERS) | 1 : stamp;
  }

  /**
   * Makes a move.
   *
   * @param from whose stamp it uses
   */
  void make(int thread, StampMove move, int from) {
    if (move.acquires()) {
      acquire(thread, move);
      return;
    }
    long stamp = stamps[from];
    switch (move) {
      case OPTIMISTIC -> stamp(thread, (state & WRITER) == 0 ? state & ~READERS : 0);
      case VALIDATE -> end(thread, Outcome.returned(isOfNow(stamp)));
      case UNLOCK ->
          done(
              thread,
              (stamp & WRITER) != 0 ? unlockWrite(thread, stamp) : unlockRead(thread, stamp, from));
      case UNLOCK_WRITE -> done(thread, unlockWrite(thread, stamp));
      case UNLOCK_READ -> done(thread, unlockRead(thread, stamp, from));
      case TRY_UNLOCK_WRITE -> end(thread, Outcome.returned(unlockWrite(thread)));
      case TRY_UNLOCK_READ -> end(thread, Outcome.returned(unlockRead(thread, thread)));
      case WRITE_VIEW_UNLOCK -> done(thread, unlockWrite(thread));
      case READ_VIEW_UNLOCK -> done(thread, unlockRead(thread, thread));
      case TO_WRITE -> stamp(thread, toWrite(stamp, thread));
      case TO_READ -> stamp(thread, toRead(stamp, thread));
      case TO_OPTIMISTIC -> stamp(thread, toOptimistic(stamp, thread, from));
      case VIEW_CONDITION -> end(thread, Outcome.threw(UnsupportedOperationException.class, null));
      default -> {
        interrupted[thread] = true;
        end(thread, Outcome.VOID);
      }
    }
    if ((state & MODE) == 0 || move == StampMove.TO_READ) {
      pump();
    }
  }

  private void acquire(int thread, StampMove move) {
    Patience patience = move.with.patience();
    boolean overtakes = move.writes || !(patience.timesOut() || patience == Patience.LONG);
    acquire(
        thread,
        !move.writes,
        patience,
        overtakes,
        () -> move.writes ? write(thread) : read(thread),
        () -> move.stamped() ? stamped(thread) : Outcome.VOID,
        NO_STAMP);
  }

  private boolean write(int thread) {
    if ((state & MODE) != 0) {
      return false;
    }
    state |= WRITER;
    writer = thread;
    return true;
  }

  private boolean read(int thread) {
    if ((state & WRITER) != 0) {
      return false;
    }
    state++;
    reads[thread]++;
    return true;
  }

  private Outcome stamped(int thread) {
    stamps[thread] = comparable(state);
    return Outcome.returned(stamps[thread]);
  }

  private void stamp(int thread, long stamp) {
    if (stamp != 0) {
      stamps[thread] = comparable(stamp);
    }
    end(thread, Outcome.returned(comparable(stamp)));
  }

  private void done(int thread, boolean well) {
    end(thread, well ? Outcome.VOID : ILLEGAL);
  }

  private boolean isOfNow(long stamp) {
    return (stamp & ~READERS) == (state & ~READERS);
  }

  private boolean unlockWrite(int thread, long stamp) {
    return (stamp & WRITER) != 0 && stamp == state && unlockWrite(thread);
  }

  private boolean unlockWrite(int thread) {
    if ((state & WRITER) == 0) {
      return false;
    }
    foreign |= writer != thread;
    state += WRITER;
    writer = NOBODY;
    return true;
  }

  private boolean unlockRead(int thread, long stamp, int from) {
    return (stamp & READERS) != 0 && isOfNow(stamp) && unlockRead(thread, from);
  }

  /** Gives one read back: that of the thread whose stamp it is if it has one. */
  private boolean unlockRead(int thread, int from) {
    if ((state & READERS) == 0) {
      return false;
    }
    state--;
    int holder = from;
    while (reads[holder] == 0) {
      holder = (holder + 1) % reads.length;
    }
    foreign |= holder != thread;
    reads[holder]--;
    return true;
  }

  private long toWrite(long stamp, int thread) {
    if (!isOfNow(stamp)) {
      return 0;
    }
    if ((state & WRITER) != 0) {
      return stamp;
    }
    boolean optimistic = (stamp & MODE) == 0;
    if ((state & MODE) != (optimistic ? 0 : 1)) {
      return 0;
    }
    if (!optimistic) {
      unlockRead(thread, thread);
    }
    write(thread);
    return state;
  }

  private long toRead(long stamp, int thread) {
    if (!isOfNow(stamp)) {
      return 0;
    }
    if ((stamp & READERS) != 0) {
      return (state & MODE) == 0 ? 0 : stamp;
    }
    if ((stamp & WRITER) != 0) {
      unlockWrite(thread);
    }
    read(thread);
    return state;
  }

  private long toOptimistic(long stamp, int thread, int from) {
    if (!isOfNow(stamp)) {
      return 0;
    }
    if ((stamp & WRITER) != 0) {
      unlockWrite(thread);
      return state;
    }
    if ((stamp & READERS) == 0) {
      return stamp;
    }
    return unlockRead(thread, from) ? state & ~READERS : 0;
  }

  int readers() {
    return (int) (state & READERS);
  }

  int readsOf(int thread) {
    return reads[thread];
  }

  int writer() {
    return writer;
  }

  /** Whether a thread has ever given back what another took, by its stamp or without. */
  boolean isForeign() {
    return foreign;
  }
}
