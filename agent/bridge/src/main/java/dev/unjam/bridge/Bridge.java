package dev.unjam.bridge;

import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * The switch between woven code and the agent: off, every hook returns at once.
 *
 * <p>Lives in the bootstrap loader, where every class of the host can link to it. Knows JDK types
 * only, takes no lock of {@code java.util.concurrent}, parks nowhere, and throws nothing.
 */
public final class Bridge {
  /** Read by every hook. Plain on purpose: a hook that sees the change late does no harm. */
  @SuppressWarnings("NonFinalStaticField")
  private static boolean on;

  private static volatile @Nullable BiFunction<Object, CallRecord, Object> bodyHandlers;

  private Bridge() {}

  /** Whether hooks record. */
  public static boolean isOn() {
    return on;
  }

  /** Lets hooks record, or makes them all return at once. */
  public static void switchTo(boolean recording) {
    on = recording;
  }

  /**
   * Sets who wraps a {@code java.net.http} body handler for a call, or null for nobody. The wrapper
   * needs types that the bootstrap loader cannot see.
   */
  public static void bodyHandlers(@Nullable BiFunction<Object, CallRecord, Object> wrapper) {
    bodyHandlers = wrapper;
  }

  static Object wrapBodyHandler(Object handler, CallRecord call) {
    BiFunction<Object, CallRecord, Object> wrapper = bodyHandlers;
    return wrapper == null ? handler : wrapper.apply(handler, call);
  }
}
