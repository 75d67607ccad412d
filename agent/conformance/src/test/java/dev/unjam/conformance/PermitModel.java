package dev.unjam.conformance;

/** The model of a semaphore. */
final class PermitModel extends Model {
  private static final Outcome ILLEGAL = Outcome.threw(IllegalArgumentException.class, null);
  private static final Outcome TOO_MANY =
      Outcome.threw(Error.class, "Maximum permit count exceeded");

  private final boolean fair;
  private final int[] taken = new int[Schedule.THREADS + 1];
  private int permits;
  private boolean foreign;

  PermitModel(int permits, boolean fair) {
    this.permits = permits;
    this.fair = fair;
  }

  void make(int thread, PermitMove move, int count) {
    switch (move) {
      case RELEASE -> release(thread, count);
      case DRAIN -> drain(thread);
      case REDUCE -> {
        permits -= count;
        end(thread, Outcome.VOID);
      }
      case ACQUIRE_LESS_THAN_NOTHING, RELEASE_LESS_THAN_NOTHING -> end(thread, ILLEGAL);
      case RELEASE_TOO_MANY -> end(thread, permits > 0 ? TOO_MANY : Outcome.VOID);
      case INTERRUPT_SELF -> {
        interrupted[thread] = true;
        end(thread, Outcome.VOID);
      }
      default ->
          acquire(thread, true, move.patience(), !fair, () -> take(thread, count), move.granted());
    }
  }

  private boolean take(int thread, int count) {
    if (permits < count) {
      return false;
    }
    permits -= count;
    taken[thread] += count;
    return true;
  }

  private void drain(int thread) {
    end(thread, Outcome.returned(permits));
    taken[thread] += Math.max(0, permits);
    permits = 0;
  }

  /** A thread may give back more than it took, or what others took. */
  private void release(int thread, int count) {
    permits += count;
    giveBack(thread, count);
    end(thread, Outcome.VOID);
    pump();
  }

  private void giveBack(int thread, int count) {
    int left = count - Math.min(count, taken[thread]);
    taken[thread] -= count - left;
    for (int t = 0; t < taken.length && left > 0; t++) {
      int his = Math.min(left, taken[t]);
      foreign |= his > 0;
      taken[t] -= his;
      left -= his;
    }
  }

  int permits() {
    return permits;
  }

  int takenBy(int thread) {
    return taken[thread];
  }

  /** Whether a thread has ever given back what another took. */
  boolean isForeign() {
    return foreign;
  }
}
