package dev.unjam.bridge;

import java.io.OutputStream;
import org.jspecify.annotations.Nullable;

/**
 * Follows the body of a client's answer where one object of the library's delivers it, attempt by
 * attempt, and where its bytes lie in the library's own buffers.
 */
public final class BodyHooks {
  private BodyHooks() {}

  /** From now on this object of the library's delivers the call's body, if it is one; weakly. */
  public static void bind(Object key, @Nullable Object entered) {
    if (entered instanceof CallRecord call) {
      call.deliveredBy(ClientHooks.CALLS.put(key, call));
    }
  }

  /** Whether a body is on its way that has neither come to its end nor was left by its reader. */
  public static boolean isReading(@Nullable Object entered) {
    return entered instanceof CallRecord call && call.body() != null;
  }

  /** How many of the bytes that were read are wanted: copying the others would be for nothing. */
  public static int wanted(@Nullable Object entered, long n) {
    Tee tee = entered instanceof CallRecord call ? call.teeOfRead() : null;
    return tee == null || n <= 0 ? 0 : tee.wanted(n);
  }

  /** Where among the bytes that were read those begin that are wanted. */
  public static long wantedFrom(@Nullable Object entered, long n) {
    Tee tee = entered instanceof CallRecord call ? call.teeOfRead() : null;
    return tee != null && tee.isTail() ? n - tee.wanted(n) : 0;
  }

  /** So many bytes of the body were read, these of them are {@link #wanted}. */
  public static void read(@Nullable Object entered, long n, byte[] wanted) {
    if (entered instanceof CallRecord call && n > 0) {
      Tee tee = call.teeOfRead();
      if (tee != null) {
        tee.add(wanted, 0, wanted.length);
      }
      read(call, n);
    }
  }

  /**
   * Where a library is to copy those bytes to that are {@link #wanted}, before {@link #read(Object,
   * long)}: straight out of its own buffers, or null if none of them is.
   */
  public static @Nullable OutputStream into(@Nullable Object entered, long n) {
    Tee tee = entered instanceof CallRecord call && n > 0 ? call.teeOfRead() : null;
    return tee == null ? null : tee.into();
  }

  /** So many bytes of the body were read, and those that are wanted were copied. */
  public static void read(@Nullable Object entered, long n) {
    if (entered instanceof CallRecord call && n > 0) {
      call.received((int) Math.min(n, Integer.MAX_VALUE));
    }
  }

  /**
   * The body that this object delivers has ended, or failed, or was left by its reader; any thread.
   * The call ends with it, unless its method is still at it and may ask again.
   */
  public static void over(@Nullable Object key, boolean well) {
    CallRecord call = ClientHooks.of(key);
    if (key == null || call == null || !ClientHooks.CALLS.remove(key, call) || call.body() != key) {
      return;
    }
    call.bodyIsOver();
    if (!call.isInMethod() && !well) {
      ClientHooks.forget(call);
      call.fail();
    } else if (!call.isInMethod()) {
      ClientHooks.over(call);
    }
  }
}
