package dev.unjam.conformance;

/** What a thread can do with an exclusive lock and its two conditions. */
enum LockMove implements Move {
  LOCK(6),
  LOCK_INTERRUPTIBLY(3),
  TRY(2),
  TRY_ZERO(1),
  TRY_SHORT(1),
  TRY_LONG(3),
  UNLOCK(12),
  AWAIT(2),
  AWAIT_UNINTERRUPTIBLY(1),
  AWAIT_NANOS_SHORT(1),
  AWAIT_NANOS_LONG(1),
  AWAIT_SHORT(1),
  AWAIT_LONG(1),
  AWAIT_UNTIL_SHORT(1),
  AWAIT_UNTIL_LONG(1),
  SIGNAL(3),
  SIGNAL_ALL(1),
  /** The acquisition throws out of the lock's own code, at its first or a later attempt. */
  LOCK_THAT_THROWS(1),
  INTERRUPT_SELF(1);

  private final int weight;

  LockMove(int weight) {
    this.weight = weight;
  }

  @Override
  public int weight() {
    return weight;
  }

  Patience patience() {
    return switch (this) {
      case LOCK, AWAIT_UNINTERRUPTIBLY -> Patience.STUBBORN;
      case LOCK_INTERRUPTIBLY, AWAIT -> Patience.INTERRUPTIBLE;
      case TRY_ZERO -> Patience.ZERO;
      case TRY_SHORT, AWAIT_NANOS_SHORT, AWAIT_SHORT, AWAIT_UNTIL_SHORT -> Patience.SHORT;
      case TRY_LONG, AWAIT_NANOS_LONG, AWAIT_LONG, AWAIT_UNTIL_LONG -> Patience.LONG;
      default -> Patience.NONE;
    };
  }

  /** How such a call ends if it gets what it wants, or a signal. */
  Outcome granted() {
    return switch (this) {
      case LOCK, LOCK_INTERRUPTIBLY, AWAIT, AWAIT_UNINTERRUPTIBLY -> Outcome.VOID;
      default -> Outcome.returned(true);
    };
  }
}
