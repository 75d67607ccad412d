package dev.unjam.conformance;

/**
 * The model of an exclusive lock.
 *
 * @see ExclusiveLock for the real ones
 */
final class ExclusiveModel extends ConditionModel {
  private static final int NOBODY = -1;

  private final ExclusiveLock lock;
  private final boolean fair;
  private int owner = NOBODY;
  private int holds;
  private boolean foreign;

  ExclusiveModel(ExclusiveLock lock, boolean fair) {
    this.lock = lock;
    this.fair = fair;
  }

  void make(int thread, LockMove move, int condition) {
    switch (move) {
      case LOCK, LOCK_INTERRUPTIBLY, TRY, TRY_ZERO, TRY_SHORT, TRY_LONG -> lock(thread, move);
      case UNLOCK -> unlock(thread);
      case SIGNAL, SIGNAL_ALL -> signal(thread, condition, move == LockMove.SIGNAL_ALL);
      case LOCK_THAT_THROWS -> end(thread, ExclusiveLock.REFUSED);
      case INTERRUPT_SELF -> {
        interrupted[thread] = true;
        end(thread, Outcome.VOID);
      }
      default -> await(thread, condition, move.patience(), signalled -> woken(move, signalled));
    }
  }

  private static Outcome woken(LockMove move, int signalled) {
    return signalled == 1 ? move.granted() : Outcome.returned(false);
  }

  private void lock(int thread, LockMove move) {
    boolean overtakes = !fair || (lock.reentrant() && owner == thread);
    acquire(thread, false, move.patience(), overtakes, () -> take(thread), move.granted());
  }

  private boolean take(int thread) {
    if (holds > 0 && !(lock.reentrant() && owner == thread)) {
      return false;
    }
    owner = thread;
    holds++;
    return true;
  }

  private void unlock(int thread) {
    if (holds == 0 || !mayRelease(thread)) {
      end(thread, notOwner());
      return;
    }
    end(thread, Outcome.VOID);
    foreign |= owner != thread;
    if (--holds == 0) {
      owner = NOBODY;
      pump();
    }
  }

  private boolean mayRelease(int thread) {
    return !lock.named() || owner == thread;
  }

  @Override
  boolean mayAwait(int thread) {
    return holds > 0 && mayRelease(thread);
  }

  @Override
  int releaseAll(int thread) {
    int all = holds;
    foreign |= owner != thread;
    holds = 0;
    owner = NOBODY;
    return all;
  }

  @Override
  boolean take(int thread, int wanted) {
    if (holds > 0) {
      return false;
    }
    owner = thread;
    holds = wanted;
    return true;
  }

  /**
   * Whether a wait that times out at once may overtake those whom it let in: it tries to take the
   * lock again before it queues, and they have to wake up first.
   */
  boolean isAnybodysRace() {
    return !fair && queueLength() > 0;
  }

  boolean isOwner(int thread) {
    return holds > 0 && owner == thread;
  }

  int owner() {
    return owner;
  }

  int holds() {
    return holds;
  }

  /** Whether a thread has ever given back what another took. */
  boolean isForeign() {
    return foreign;
  }
}
