package dev.unjam.bridge;

import dev.unjam.bridge.CallRecord.Phase;
import java.lang.ref.WeakReference;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Records calls through the Apache HttpClients, whose retries happen inside one call, and whose
 * asynchronous requests are known by their future and their context.
 */
public final class ApacheHooks {
  /** The name of the calls of the asynchronous client 5. */
  public static final String ASYNC_5 = "Apache HttpClient 5 async";

  /** What an asynchronous request goes through that shares a connection with others. */
  private static final String OF_A_SHARED_CONNECTION =
      "org.apache.hc.client5.http.impl.async.InternalH2AsyncExecRuntime";

  /** Connections that are being made, or what they are made by, by the future that waits for it. */
  private static final ByIdentity<WeakReference<Object>> CONNECTING = new ByIdentity<>();

  private ApacheHooks() {}

  /**
   * {@code doExecute} begins; on the thread that calls. A request may be executed again, also while
   * another thread is at it: of those the first one alone is recorded.
   *
   * @return as {@link ClientHooks#enter}
   */
  public static @Nullable Object enter(
      String client, String method, @Nullable String host, int port, Object request) {
    CallRecord left = ClientHooks.of(request);
    if (left != null && left.phase() != Phase.DONE) {
      if (left.owner != Threads.mineIfAny() || left.isInMethod()) {
        return CallHooks.denied(host + ":" + port);
      }
      ClientHooks.over(left);
    } else if (left != null) {
      ClientHooks.CALLS.remove(request, left);
    }
    return ClientHooks.enter(client, method, host, port, request);
  }

  /** The call that the calling thread is inside of goes through this object of the library's. */
  public static void through(String client, Object connection) {
    CallRecord call = inside(client);
    if (call != null) {
      call.through(connection);
    }
  }

  /**
   * One attempt at the call that the calling thread is inside of begins.
   *
   * @return a {@link QuotaExceededException} if it is denied by now, the call, or null
   */
  public static @Nullable Object attempt(String client) {
    CallRecord call = inside(client);
    if (call == null) {
      return null;
    }
    Denial d = Denial.of(call);
    if (d != null) {
      return d.toException(null);
    }
    call.sent();
    return call;
  }

  /**
   * Whether the call that the calling thread is inside of is denied by now: then it is neither to
   * wait for a connection nor to be tried again. The host's own object for the request does not
   * say, for the host may keep it and other threads may be at it.
   */
  public static boolean isDenied(String client) {
    CallRecord call = inside(client);
    return call != null && Denial.of(call) != null;
  }

  private static @Nullable CallRecord inside(String client) {
    ThreadRecord r = Threads.mineIfAny();
    CallRecord call = r == null ? null : r.call();
    return call != null && call.isInMethod() && call.client.equals(client) ? call : null;
  }

  /** So many bytes of the body were read into this array; nothing if {@code n} is not positive. */
  public static void bytes(@Nullable Object entered, byte[] into, int offset, int n) {
    if (entered instanceof CallRecord call && n > 0) {
      Tee tee = call.openTee();
      if (tee != null) {
        tee.add(into, offset, n);
      }
      call.received(n);
    }
  }

  /**
   * An asynchronous request comes to the next element of its chain: the first time on the thread
   * that makes it, later on the library's own, also when it is tried again.
   *
   * @return a {@link QuotaExceededException} if it is denied, else null
   */
  public static @Nullable Object chained(
      String client,
      String method,
      @Nullable String host,
      int port,
      Object future,
      Object context,
      Object connection) {
    CallRecord known = EndedCalls.orKnown(future);
    if (known != null) {
      Denial d = Denial.of(known);
      return d == null ? null : d.toException(null);
    }
    EndedCalls.contextIsAnothers(context);
    Object begun = ClientHooks.enterAsync(client, method, host, port, future);
    if (begun instanceof CallRecord call) {
      call.through(connection);
      Contexts.bind(context, call);
      return null;
    }
    Contexts.met(context);
    return begun;
  }

  /**
   * A connection is being made for this future of the library's; any thread.
   *
   * @param connection what is to be closed or cancelled if nobody wants it any more
   */
  public static void connects(Object future, Object connection) {
    if (Bridge.isOn() && !ClientHooks.CALLS.isEmpty()) {
      CONNECTING.put(future, new WeakReference<>(connection));
    }
  }

  /** What was said to be made for this future, or null; any thread. */
  public static @Nullable Object connection(Object future) {
    WeakReference<Object> connection = CONNECTING.get(future);
    return connection == null ? null : connection.get();
  }

  /**
   * A remedy is about to end an asynchronous call for this reason; any thread. Its caller is freed
   * before all that the library has begun for it is ended: what comes to it in between finds this.
   */
  public static void ends(CallRecord call, Denial why) {
    call.endedBy(why);
    EndedCalls.put(call);
  }

  /** The head of an asynchronous request goes out by a stream of HTTP/2; any thread. */
  public static void streams(@Nullable Object context, Object stream) {
    ClientHooks.sent(context);
    CallRecord call = ClientHooks.of(context);
    Object runtime = call == null ? null : call.through();
    if (call != null
        && !call.isUnfollowed()
        && (runtime == null || runtime.getClass().getName().equals(OF_A_SHARED_CONNECTION))) {
      call.through(stream);
    }
  }

  /**
   * An asynchronous request asks for a connection: the first time on the thread that makes it,
   * later on the library's own, where it is redirected.
   *
   * @param handler what the library's threads tell of the request, from its beginning to its end
   * @return a {@link QuotaExceededException} if it is denied, else null
   */
  public static @Nullable Object requested(
      String client, String method, @Nullable String host, int port, Object handler) {
    CallRecord known = ClientHooks.of(handler);
    Object begun =
        known == null ? ClientHooks.enterAsync(client, method, host, port, handler) : null;
    Denial d = known == null ? null : Denial.of(known);
    return d != null ? d.toException(null) : begun instanceof CallRecord ? null : begun;
  }

  /** What this decoder reads from now on is of the call that the handler is told of; any thread. */
  public static void decodes(@Nullable Object decoder, Object handler) {
    CallRecord call = ClientHooks.of(handler);
    if (call != null && ClientHooks.of(decoder) != call) {
      ClientHooks.bind(decoder, call);
    }
  }

  /** It has read this, from here to the buffer's position; any thread. */
  public static void decoded(Object decoder, ByteBuffer into, int from) {
    CallRecord call = ClientHooks.of(decoder);
    if (call != null) {
      ByteBuffer piece = into.duplicate();
      piece.flip();
      piece.position(from);
      ClientHooks.body(call, piece);
    }
  }

  /**
   * A thread begins to wait for the future of an asynchronous request.
   *
   * @return what {@link #awaited} wants back
   */
  public static @Nullable Object awaits(Object future) {
    CallRecord call = ClientHooks.of(future);
    if (call != null) {
      call.ownerAwaits(true);
    }
    return call;
  }

  /** It waits no more. */
  public static void awaited(@Nullable Object awaits) {
    if (awaits instanceof CallRecord call) {
      call.ownerAwaits(false);
    }
  }
}
