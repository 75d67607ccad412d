package dev.unjam.conformance;

/** What a thread can do with a pair of a read and a write lock. */
enum ReadWriteMove implements Move {
  READ(6, LockMove.LOCK),
  READ_INTERRUPTIBLY(2, LockMove.LOCK_INTERRUPTIBLY),
  READ_TRY(2, LockMove.TRY),
  READ_ZERO(1, LockMove.TRY_ZERO),
  READ_SHORT(1, LockMove.TRY_SHORT),
  READ_LONG(2, LockMove.TRY_LONG),
  READ_UNLOCK(10, LockMove.UNLOCK),
  WRITE(4, LockMove.LOCK),
  WRITE_INTERRUPTIBLY(2, LockMove.LOCK_INTERRUPTIBLY),
  WRITE_TRY(2, LockMove.TRY),
  WRITE_ZERO(1, LockMove.TRY_ZERO),
  WRITE_SHORT(1, LockMove.TRY_SHORT),
  WRITE_LONG(2, LockMove.TRY_LONG),
  WRITE_UNLOCK(10, LockMove.UNLOCK),
  READ_CONDITION(1, LockMove.SIGNAL),
  AWAIT(1, LockMove.AWAIT),
  AWAIT_UNINTERRUPTIBLY(1, LockMove.AWAIT_UNINTERRUPTIBLY),
  AWAIT_LONG(1, LockMove.AWAIT_LONG),
  SIGNAL(1, LockMove.SIGNAL),
  SIGNAL_ALL(1, LockMove.SIGNAL_ALL),
  INTERRUPT_SELF(1, LockMove.INTERRUPT_SELF);

  private final int weight;

  /** The same move with one lock. */
  final LockMove with;

  ReadWriteMove(int weight, LockMove with) {
    this.weight = weight;
    this.with = with;
  }

  @Override
  public int weight() {
    return weight;
  }

  boolean reads() {
    return compareTo(READ_UNLOCK) < 0;
  }

  boolean writes() {
    return compareTo(WRITE) >= 0 && compareTo(WRITE_UNLOCK) < 0;
  }

  boolean awaits() {
    return this == AWAIT || this == AWAIT_UNINTERRUPTIBLY || this == AWAIT_LONG;
  }
}
