package dev.unjam.conformance;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.StampedLock;
import org.jspecify.annotations.Nullable;

/** A stamped lock and its model. */
final class StampSpecimen implements Specimen<StampMove> {
  static final int VARIANTS = 2;
  private static final int HELPER = Schedule.THREADS;
  private static final int BY_ANOTHER = 3;

  private final StampedLock lock;
  private final StampCalls calls;
  private final StampModel model = new StampModel();

  StampSpecimen(int variant) {
    lock = variant == 0 ? new StampedLock() : Insides.copy(new StampedLock(), StampedLock.class);
    calls = new StampCalls(lock);
  }

  @Override
  public Model model() {
    return model;
  }

  /** The lock is not reentrant. */
  @Override
  public boolean sensible(int thread, StampMove move, int arg) {
    boolean stubborn = move.acquires() && move.with.patience() == Patience.STUBBORN;
    boolean hasIt = model.writer() == thread || (move.writes && model.readsOf(thread) > 0);
    return !(stubborn && hasIt);
  }

  /**
   * Readers whose leader gives up line up anew, in any order, and those who are neighbours only
   * since a writer between them gave up are let in one group after the other.
   */
  @Override
  public boolean mayInterrupt(int thread) {
    return model.sharedWaits() < 2;
  }

  private static int from(int thread, int arg) {
    return arg == BY_ANOTHER ? (thread + 1) % Schedule.THREADS : thread;
  }

  @Override
  public void expect(int thread, StampMove move, int arg) {
    model.make(thread, move, from(thread, arg));
  }

  @Override
  public Callable<?> call(int thread, StampMove move, int arg) {
    return calls.of(thread, move, from(thread, arg));
  }

  @Override
  public Map<String, Object> expectedView(int[] threads) {
    boolean written = model.writer() >= 0;
    int readers = model.readers();
    String read = readers == 0 ? "[Unlocked]" : "[Read-locks:" + readers + "]";
    return Map.of(
        "written",
        written,
        "read",
        readers > 0,
        "readers",
        readers,
        "shown",
        written ? "[Write-locked]" : read);
  }

  @Override
  public Map<String, Object> view(List<Thread> threads) {
    return Map.of(
        "written", lock.isWriteLocked(),
        "read", lock.isReadLocked(),
        "readers", lock.getReadLockCount(),
        "shown", Insides.shown(lock));
  }

  @Override
  public List<Object> expectedOwnView(int thread) {
    return List.of(model.interrupted[thread]);
  }

  @Override
  public List<Object> ownView() {
    return List.of(Thread.currentThread().isInterrupted());
  }

  @Override
  public @Nullable Boolean isQueued(Thread thread) {
    return null;
  }

  @Override
  public List<Held> held() {
    List<Held> held = new ArrayList<>();
    boolean recorded = !model.isForeign();
    if (model.writer() >= 0) {
      held.add(new Held(model.writer(), lock, recorded));
    }
    for (int t = 0; t <= Schedule.THREADS; t++) {
      held.addAll(Collections.nCopies(model.readsOf(t), new Held(t, lock, recorded)));
    }
    return held;
  }

  @Override
  public List<Object> keys() {
    return List.of(lock);
  }

  @Override
  public @Nullable Step<StampMove> relief() {
    if (model.writer() >= 0) {
      return new Step<>(HELPER, StampMove.WRITE_VIEW_UNLOCK, 0);
    }
    return model.readers() > 0 ? new Step<>(HELPER, StampMove.READ_VIEW_UNLOCK, 0) : null;
  }
}
