package dev.unjam.bridge;

import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * Records calls through the minimal asynchronous clients of Apache HttpClient 5, which have no
 * chain: what else is told of them goes through {@link ApacheHooks}.
 */
public final class MinimalHooks {
  private MinimalHooks() {}

  /**
   * A minimal asynchronous client is given a request; on the thread that makes it.
   *
   * @param port nothing positive where it is the scheme's own
   * @param cancellable what the future depends on that will stand for it: {@link #standsFor}
   * @return a {@link QuotaExceededException} if it is denied, else null
   */
  public static @Nullable Object minimal(
      String method,
      @Nullable String scheme,
      @Nullable String host,
      int port,
      Object cancellable,
      Object context) {
    int at = port > 0 ? port : "https".equals(scheme) ? 443 : 80;
    EndedCalls.contextIsAnothers(context);
    Object begun = ClientHooks.enterAsync(ApacheHooks.ASYNC_5, method, host, at, cancellable);
    if (begun instanceof CallRecord call) {
      Contexts.bind(context, call);
      return null;
    }
    Contexts.met(context);
    return begun;
  }

  /** The connection of a request is made, of which nothing else is known; any thread. */
  public static void connectsFor(@Nullable Object context, @Nullable Object future) {
    CallRecord call = ClientHooks.of(context);
    if (future != null && call != null && !call.isUnfollowed() && call.through() == null) {
      call.through(future);
    }
  }

  /**
   * A connection is leased, and a request about to go out over it; any thread.
   *
   * @param own whether the client sends it, and not the host that leased the connection itself
   * @return a {@link QuotaExceededException} if its caller is denied by now, or was freed already,
   *     else null
   */
  public static @Nullable Object leased(@Nullable Object context, Object endpoint, boolean own) {
    CallRecord call = own && context != null ? EndedCalls.orKnown(context) : null;
    if (call == null || call.isUnfollowed()) {
      return null;
    }
    // First: whoever ends it from now on ends this as well.
    call.through(endpoint);
    Denial d = Denial.of(call);
    return d == null ? null : d.toException(null);
  }

  /** If this is what a call is known by, it is known by this future from now on; any thread. */
  public static void standsFor(Object future, @Nullable Object dependency) {
    CallRecord call = ClientHooks.of(dependency);
    if (dependency == null || call == null || call.handle() != dependency) {
      return;
    }
    ClientHooks.CALLS.remove(dependency, call);
    call.handledBy(future);
    ClientHooks.CALLS.put(future, call);
    if (future instanceof Future<?> f && f.isDone()) {
      // It was before anybody knew whose end that is.
      ClientHooks.end(future, true);
    }
  }
}
