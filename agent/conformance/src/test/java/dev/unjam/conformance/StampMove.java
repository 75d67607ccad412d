package dev.unjam.conformance;

/** What a thread can do with a stamped lock and its views. */
enum StampMove implements Move {
  WRITE(4, true, LockMove.LOCK),
  WRITE_INTERRUPTIBLY(2, true, LockMove.LOCK_INTERRUPTIBLY),
  WRITE_TRY(2, true, LockMove.TRY),
  WRITE_ZERO(1, true, LockMove.TRY_ZERO),
  WRITE_SHORT(1, true, LockMove.TRY_SHORT),
  WRITE_LONG(1, true, LockMove.TRY_LONG),
  READ(5, false, LockMove.LOCK),
  READ_INTERRUPTIBLY(2, false, LockMove.LOCK_INTERRUPTIBLY),
  READ_TRY(2, false, LockMove.TRY),
  READ_ZERO(1, false, LockMove.TRY_ZERO),
  READ_SHORT(1, false, LockMove.TRY_SHORT),
  READ_LONG(1, false, LockMove.TRY_LONG),
  WRITE_VIEW(2, true, LockMove.LOCK),
  READ_VIEW(2, false, LockMove.LOCK),
  OPTIMISTIC(3),
  VALIDATE(3),
  UNLOCK(10),
  UNLOCK_WRITE(4),
  UNLOCK_READ(4),
  TRY_UNLOCK_WRITE(1),
  TRY_UNLOCK_READ(1),
  WRITE_VIEW_UNLOCK(2),
  READ_VIEW_UNLOCK(2),
  TO_WRITE(3),
  TO_READ(3),
  TO_OPTIMISTIC(2),
  VIEW_CONDITION(1),
  INTERRUPT_SELF(1);

  private final int weight;

  /** Whether it takes the write lock rather than a read lock. */
  final boolean writes;

  /** What it would be with a plain lock. */
  final LockMove with;

  StampMove(int weight) {
    this(weight, false, LockMove.UNLOCK);
  }

  StampMove(int weight, boolean writes, LockMove with) {
    this.weight = weight;
    this.writes = writes;
    this.with = with;
  }

  @Override
  public int weight() {
    return weight;
  }

  boolean acquires() {
    return compareTo(OPTIMISTIC) < 0;
  }

  boolean stamped() {
    return this != WRITE_VIEW && this != READ_VIEW;
  }
}
