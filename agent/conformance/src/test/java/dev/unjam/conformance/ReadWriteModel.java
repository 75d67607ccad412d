package dev.unjam.conformance;

/** The model of a {@link java.util.concurrent.locks.ReentrantReadWriteLock}. */
final class ReadWriteModel extends ConditionModel {
  private static final int NOBODY = -1;
  private static final String NOT_READING =
      "attempt to unlock read lock, not locked by current thread";

  private final boolean fair;
  private final int[] reads = new int[Schedule.THREADS + 1];
  private int writer = NOBODY;
  private int writes;

  ReadWriteModel(boolean fair) {
    this.fair = fair;
  }

  void make(int thread, ReadWriteMove move, int condition) {
    switch (move) {
      case READ_UNLOCK -> unlockRead(thread);
      case WRITE_UNLOCK -> unlockWrite(thread);
      case READ_CONDITION -> end(thread, Outcome.threw(UnsupportedOperationException.class, null));
      case SIGNAL, SIGNAL_ALL -> signal(thread, condition, move == ReadWriteMove.SIGNAL_ALL);
      case INTERRUPT_SELF -> {
        interrupted[thread] = true;
        end(thread, Outcome.VOID);
      }
      default -> wait(thread, move, condition);
    }
  }

  private void wait(int thread, ReadWriteMove move, int condition) {
    Patience patience = move.with.patience();
    Outcome granted = move.with.granted();
    if (move.awaits()) {
      await(thread, condition, patience, signalled -> granted);
    } else if (move.reads()) {
      acquire(thread, true, patience, readerOvertakes(thread), () -> read(thread), granted);
    } else {
      boolean overtakes = !fair || writer == thread;
      acquire(thread, false, patience, overtakes, () -> take(thread), granted);
    }
  }

  /** One who reads or writes already always may; an unfair lock lets no reader past a writer. */
  private boolean readerOvertakes(int thread) {
    return reads[thread] > 0 || writer == thread || (!fair && !firstIsExclusive());
  }

  private boolean read(int thread) {
    if (writes > 0 && writer != thread) {
      return false;
    }
    reads[thread]++;
    return true;
  }

  private boolean take(int thread) {
    if ((writes == 0 && reads() > 0) || (writes > 0 && writer != thread)) {
      return false;
    }
    writer = thread;
    writes++;
    return true;
  }

  private void unlockRead(int thread) {
    if (reads[thread] == 0) {
      end(thread, Outcome.threw(IllegalMonitorStateException.class, NOT_READING));
      return;
    }
    reads[thread]--;
    end(thread, Outcome.VOID);
    if (reads() == 0 && writes == 0) {
      pump();
    }
  }

  private void unlockWrite(int thread) {
    if (writer != thread) {
      end(thread, notOwner());
      return;
    }
    end(thread, Outcome.VOID);
    if (--writes == 0) {
      writer = NOBODY;
      pump();
    }
  }

  @Override
  boolean mayAwait(int thread) {
    return writer == thread;
  }

  @Override
  int releaseAll(int thread) {
    int all = writes;
    writes = 0;
    writer = NOBODY;
    return all;
  }

  @Override
  boolean take(int thread, int wanted) {
    if (writes > 0 || reads() > 0) {
      return false;
    }
    writer = thread;
    writes = wanted;
    return true;
  }

  int reads() {
    int all = 0;
    for (int each : reads) {
      all += each;
    }
    return all;
  }

  int readsOf(int thread) {
    return reads[thread];
  }

  int writer() {
    return writer;
  }

  int writes() {
    return writes;
  }
}
