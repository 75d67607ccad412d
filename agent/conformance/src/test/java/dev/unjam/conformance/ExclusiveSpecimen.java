package dev.unjam.conformance;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.Condition;
import org.jspecify.annotations.Nullable;

/** An exclusive lock with two conditions, and its model. */
final class ExclusiveSpecimen implements Specimen<LockMove> {
  private static final int HELPER = Schedule.THREADS;

  private final ExclusiveLock lock;
  private final ExclusiveModel model;
  private final List<Condition> conditions = new ArrayList<>();

  ExclusiveSpecimen(ExclusiveLock lock, boolean fair) {
    this.lock = lock;
    this.model = new ExclusiveModel(lock, fair);
    for (int i = 0; i < ConditionModel.CONDITIONS; i++) {
      conditions.add(lock.asLock().newCondition());
    }
  }

  @Override
  public Model model() {
    return model;
  }

  @Override
  public boolean sensible(int thread, LockMove move, int arg) {
    return switch (move) {
      case LOCK_THAT_THROWS -> lock.canRefuse();
      case LOCK -> lock.reentrant() || !model.isOwner(thread);
      case AWAIT_NANOS_SHORT, AWAIT_SHORT, AWAIT_UNTIL_SHORT -> !model.isAnybodysRace();
      default -> true;
    };
  }

  @Override
  public void expect(int thread, LockMove move, int arg) {
    model.make(thread, move, condition(arg));
  }

  private static int condition(int arg) {
    return arg % ConditionModel.CONDITIONS;
  }

  @Override
  public Callable<?> call(int thread, LockMove move, int arg) {
    return switch (move) {
      case LOCK, LOCK_INTERRUPTIBLY, TRY, TRY_ZERO, TRY_SHORT, TRY_LONG, UNLOCK, INTERRUPT_SELF ->
          LockCalls.of(lock.asLock(), move);
      case LOCK_THAT_THROWS ->
          LockCalls.done(
              () -> {
                lock.refuse(1 + arg % 3);
                lock.asLock().lock();
              });
      default -> LockCalls.of(conditions.get(condition(arg)), move);
    };
  }

  @Override
  public Map<String, Object> expectedView(int[] threads) {
    int queued = model.queueLength();
    String owner = model.owner() < 0 ? "" : "T" + model.owner();
    return Map.of(
        "locked",
        model.holds() > 0,
        "queued",
        queued,
        "shown",
        lock.expectedShown(owner, model.holds(), queued));
  }

  @Override
  public Map<String, Object> view(List<Thread> threads) {
    return Map.of("locked", lock.isLocked(), "queued", lock.queueLength(), "shown", lock.shown());
  }

  @Override
  public List<Object> expectedOwnView(int thread) {
    boolean mine = lock.named() && model.isOwner(thread);
    return List.of(mine, mine ? model.holds() : 0, model.interrupted[thread]);
  }

  @Override
  public List<Object> ownView() {
    boolean interrupted = Thread.currentThread().isInterrupted();
    return List.of(lock.isHeldByThisThread(), lock.holdsOfThisThread(), interrupted);
  }

  @Override
  public @Nullable Boolean isQueued(Thread thread) {
    return lock.isQueued(thread);
  }

  @Override
  public List<Held> held() {
    if (model.owner() < 0) {
      return List.of();
    }
    return List.of(new Held(model.owner(), lock.key(), !model.isForeign()));
  }

  @Override
  public List<Object> keys() {
    return List.of(lock.asLock(), lock.key());
  }

  @Override
  public @Nullable Step<LockMove> relief() {
    int awaited = model.awaited();
    if (model.holds() == 0) {
      return awaited < 0 ? null : new Step<>(HELPER, LockMove.LOCK, 0);
    }
    boolean rouses = awaited >= 0 && model.owner() == HELPER;
    return rouses
        ? new Step<>(HELPER, LockMove.SIGNAL_ALL, awaited)
        : new Step<>(releaser(), LockMove.UNLOCK, 0);
  }

  private int releaser() {
    return lock.named() || !model.isBlocked(model.owner()) ? model.owner() : HELPER;
  }
}
