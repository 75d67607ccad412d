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
  private final @Nullable VarHandle owner;

  private static final Inside INT = Inside.of(AbstractQueuedSynchronizer.class, "state");
  private static final Inside LONG = Inside.of(AbstractQueuedLongSynchronizer.class, "state");

  private Synchronizers(@Nullable VarHandle owner) {
    this.owner = owner;
  }

  /** Access to owners, or to none if the package is not open to this module. */
  public static Synchronizers open() {
    try {
      return new Synchronizers(
          MethodHandles.privateLookupIn(AbstractOwnableSynchronizer.class, MethodHandles.lookup())
              .findVarHandle(
                  AbstractOwnableSynchronizer.class, "exclusiveOwnerThread", Thread.class));
    } catch (ReflectiveOperationException e) {
      return new Synchronizers(null);
    }
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
    Object state =
        synchronizer instanceof AbstractQueuedSynchronizer
            ? INT.get(synchronizer)
            : LONG.get(synchronizer);
    return !(state instanceof Number n) || n.longValue() != 0;
  }

  /** Puts another thread in the owner's place; whether the owner still was the one given. */
  public boolean takeOver(Object synchronizer, Thread from, @Nullable Thread to) {
    VarHandle field = owner;
    return field != null
        && synchronizer instanceof AbstractOwnableSynchronizer s
        && field.compareAndSet(s, from, to);
  }
}
