package dev.unjam.conformance;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.jspecify.annotations.Nullable;

/** A pair of a read and a write lock, and its model. */
final class ReadWriteSpecimen implements Specimen<ReadWriteMove> {
  static final int VARIANTS = 3;
  private static final int HELPER = Schedule.THREADS;

  private final ReentrantReadWriteLock lock;
  private final Object key;
  private final ReadWriteModel model;
  private final List<Condition> conditions = new ArrayList<>();

  ReadWriteSpecimen(int variant, boolean fair) {
    lock =
        switch (variant) {
          case 0 -> new ReentrantReadWriteLock(fair);
          case 1 -> new OwnReadWriteLock(fair);
          default -> Insides.copy(new ReentrantReadWriteLock(fair), ReentrantReadWriteLock.class);
        };
    key = Insides.sync(lock);
    model = new ReadWriteModel(fair);
    for (int i = 0; i < ConditionModel.CONDITIONS; i++) {
      conditions.add(lock.writeLock().newCondition());
    }
  }

  @Override
  public Model model() {
    return model;
  }

  /**
   * A reader that wants to write waits for himself; one that awaits loses his reads for a while.
   */
  @Override
  public boolean sensible(int thread, ReadWriteMove move, int arg) {
    boolean upgrades = model.readsOf(thread) > 0 && model.writer() != thread;
    return switch (move) {
      case WRITE -> !upgrades;
      case AWAIT, AWAIT_LONG, AWAIT_UNINTERRUPTIBLY -> model.readsOf(thread) == 0;
      default -> true;
    };
  }

  @Override
  public void expect(int thread, ReadWriteMove move, int arg) {
    model.make(thread, move, arg % ConditionModel.CONDITIONS);
  }

  @Override
  public Callable<?> call(int thread, ReadWriteMove move, int arg) {
    if (move.awaits() || move == ReadWriteMove.SIGNAL || move == ReadWriteMove.SIGNAL_ALL) {
      return LockCalls.of(conditions.get(arg % ConditionModel.CONDITIONS), move.with);
    }
    if (move == ReadWriteMove.READ_CONDITION) {
      Lock reader = lock.readLock();
      return reader::newCondition;
    }
    boolean reads = move.reads() || move == ReadWriteMove.READ_UNLOCK;
    return LockCalls.of(reads ? lock.readLock() : lock.writeLock(), move.with);
  }

  @Override
  public Map<String, Object> expectedView(int[] threads) {
    int writer = model.writer();
    return Map.of(
        "write-locked",
        writer >= 0,
        "readers",
        model.reads(),
        "queued",
        model.queueLength(),
        "shown",
        "[Write locks = " + model.writes() + ", Read locks = " + model.reads() + "]",
        "write",
        writer < 0 ? "[Unlocked]" : "[Locked by thread T" + writer + "]",
        "read",
        "[Read locks = " + model.reads() + "]");
  }

  @Override
  public Map<String, Object> view(List<Thread> threads) {
    return Map.of(
        "write-locked", lock.isWriteLocked(),
        "readers", lock.getReadLockCount(),
        "queued", lock.getQueueLength(),
        "shown", Insides.shown(lock),
        "write", Insides.shown(lock.writeLock()),
        "read", Insides.shown(lock.readLock()));
  }

  @Override
  public List<Object> expectedOwnView(int thread) {
    boolean writes = model.writer() == thread;
    return List.of(
        writes, writes ? model.writes() : 0, model.readsOf(thread), model.interrupted[thread]);
  }

  @Override
  public List<Object> ownView() {
    return List.of(
        lock.isWriteLockedByCurrentThread(),
        lock.getWriteHoldCount(),
        lock.getReadHoldCount(),
        Thread.currentThread().isInterrupted());
  }

  @Override
  public @Nullable Boolean isQueued(Thread thread) {
    return lock.hasQueuedThread(thread);
  }

  @Override
  public List<Held> held() {
    List<Held> held = new ArrayList<>();
    if (model.writer() >= 0) {
      held.add(new Held(model.writer(), key));
    }
    for (int t = 0; t <= Schedule.THREADS; t++) {
      if (model.readsOf(t) > 0) {
        held.add(new Held(t, lock.readLock()));
      }
    }
    return held;
  }

  @Override
  public List<Object> keys() {
    return List.of(lock, key, lock.readLock(), lock.writeLock());
  }

  @Override
  public @Nullable Step<ReadWriteMove> relief() {
    int awaited = model.awaited();
    if (model.writer() == HELPER && awaited >= 0) {
      return new Step<>(HELPER, ReadWriteMove.SIGNAL_ALL, awaited);
    }
    if (model.writer() >= 0) {
      return new Step<>(model.writer(), ReadWriteMove.WRITE_UNLOCK, 0);
    }
    for (int t = 0; t <= Schedule.THREADS; t++) {
      if (model.readsOf(t) > 0) {
        return new Step<>(t, ReadWriteMove.READ_UNLOCK, 0);
      }
    }
    return awaited < 0 ? null : new Step<>(HELPER, ReadWriteMove.WRITE, 0);
  }
}
