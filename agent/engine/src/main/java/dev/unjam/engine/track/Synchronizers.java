package dev.unjam.engine.track;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.locks.AbstractOwnableSynchronizer;
import java.util.concurrent.locks.AbstractQueuedLongSynchronizer;
import java.util.concurrent.locks.AbstractQueuedSynchronizer;
import org.jspecify.annotations.Nullable;

/**
 * Reads the owner of an exclusive synchronizer.
 *
 * <p>Needs {@code java.util.concurrent.locks} opened to the agent; without that every owner is
 * unknown.
 */
public final class Synchronizers {
  private static final String WRITE_HALF = "java.util.concurrent.locks.ReentrantReadWriteLock$";

  private final @Nullable VarHandle owner;
  private final @Nullable VarHandle state;
  private final @Nullable VarHandle longState;

  private Synchronizers(
      @Nullable VarHandle owner, @Nullable VarHandle state, @Nullable VarHandle longState) {
    this.owner = owner;
    this.state = state;
    this.longState = longState;
  }

  /** Access to owners, or to none if the package is not open to this module. */
  public static Synchronizers open() {
    try {
      Synchronizers made =
          new Synchronizers(
              field(AbstractOwnableSynchronizer.class, "exclusiveOwnerThread", Thread.class),
              field(AbstractQueuedSynchronizer.class, "state", int.class),
              field(AbstractQueuedLongSynchronizer.class, "state", long.class));
      made.warmUp();
      return made;
    } catch (ReflectiveOperationException e) {
      return new Synchronizers(null, null, null);
    }
  }

  /** Links what hooks call on the host's threads: linking takes locks of its own. */
  private void warmUp() {
    holds(new IntLock());
    state(new IntLock());
    state(new LongLock());
  }

  private static final class IntLock extends AbstractQueuedSynchronizer {
    private static final long serialVersionUID = 1L;
  }

  private static final class LongLock extends AbstractQueuedLongSynchronizer {
    private static final long serialVersionUID = 1L;
  }

  private static VarHandle field(Class<?> of, String name, Class<?> type)
      throws ReflectiveOperationException {
    return MethodHandles.privateLookupIn(of, MethodHandles.lookup()).findVarHandle(of, name, type);
  }

  /** Whether owners can be read and taken over. */
  public boolean isOpen() {
    return owner != null;
  }

  /** The thread that owns this synchronizer, or null if none does or it cannot be known. */
  public @Nullable Thread owner(@Nullable Object synchronizer) {
    VarHandle field = owner;
    return field != null && synchronizer instanceof AbstractOwnableSynchronizer s
        ? (Thread) field.getVolatile(s)
        : null;
  }

  /**
   * Whether a synchronizer that keeps no owner is held, by the custom that its state is 0 if it is
   * not; true where that cannot be known.
   */
  boolean isHeld(Object synchronizer) {
    return state == null || longState == null || state(synchronizer) != 0;
  }

  /** Puts another thread in the owner's place; whether the owner still was the one given. */
  public boolean takeOver(Object synchronizer, Thread from, @Nullable Thread to) {
    VarHandle field = owner;
    return field != null
        && synchronizer instanceof AbstractOwnableSynchronizer s
        && field.compareAndSet(s, from, to);
  }

  /** The synchronizer's state, or 0 if it has none that can be read. */
  public long state(Object synchronizer) {
    if (state != null && synchronizer instanceof AbstractQueuedSynchronizer s) {
      return (int) state.getVolatile(s);
    }
    return longState != null && synchronizer instanceof AbstractQueuedLongSynchronizer l
        ? (long) longState.getVolatile(l)
        : 0;
  }

  /** How often its owner holds it, or 0 if it has none or that cannot be known; any thread. */
  public long holds(Object synchronizer) {
    return owner(synchronizer) == null ? 0 : holds(synchronizer, state(synchronizer));
  }

  /**
   * How many exclusive holds a state stands for: on 25 the read-write lock is built on the long
   * synchronizer with 32 bits for each half, on 17 on the int one with 16.
   */
  public static long holds(Object synchronizer, long state) {
    if (!synchronizer.getClass().getName().startsWith(WRITE_HALF)) {
      return state;
    }
    return synchronizer instanceof AbstractQueuedSynchronizer
        ? state & 0xffff
        : state & 0xffffffffL;
  }
}
