package dev.unjam.conformance;

/** What a thread can do with a semaphore. */
enum PermitMove implements Move {
  ACQUIRE(5),
  ACQUIRE_UNINTERRUPTIBLY(4),
  TRY(2),
  TRY_ZERO(1),
  TRY_SHORT(1),
  TRY_LONG(3),
  RELEASE(12),
  DRAIN(1),
  REDUCE(1),
  ACQUIRE_LESS_THAN_NOTHING(1),
  RELEASE_LESS_THAN_NOTHING(1),
  RELEASE_TOO_MANY(1),
  INTERRUPT_SELF(1);

  private final int weight;

  PermitMove(int weight) {
    this.weight = weight;
  }

  @Override
  public int weight() {
    return weight;
  }

  Patience patience() {
    return switch (this) {
      case ACQUIRE -> Patience.INTERRUPTIBLE;
      case ACQUIRE_UNINTERRUPTIBLY -> Patience.STUBBORN;
      case TRY_ZERO -> Patience.ZERO;
      case TRY_SHORT -> Patience.SHORT;
      case TRY_LONG -> Patience.LONG;
      default -> Patience.NONE;
    };
  }

  Outcome granted() {
    return this == ACQUIRE || this == ACQUIRE_UNINTERRUPTIBLY
        ? Outcome.VOID
        : Outcome.returned(true);
  }
}
