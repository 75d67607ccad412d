package dev.unjam.bridge;

import org.jspecify.annotations.Nullable;

/**
 * Records calls through Jetty's HttpClient: a conversation is one call, whatever requests it takes.
 *
 * <p>Every call is asynchronous there; {@code send()} is one that its thread waits for. A redirect
 * and a login are requests of the same conversation, sent by the client's own threads.
 */
public final class JettyHooks {
  private static final String CLIENT = "Jetty HttpClient";

  private JettyHooks() {}

  /**
   * A request is about to be queued; on the thread that sends it. One that is denied is refused
   * when it has been queued: {@link #refused}.
   *
   * @param listener who is told of the end, or null if that is not known yet
   */
  public static void enter(
      String method,
      @Nullable String host,
      int port,
      Object request,
      Object conversation,
      @Nullable Object listener) {
    CallRecord call = ClientHooks.of(conversation);
    if (call != null) {
      // A redirect or a login. That its head has gone out is told when the answer may be there.
      call.sent();
    } else if (ClientHooks.enterQueued(CLIENT, method, host, port, request)
        instanceof CallRecord c) {
      call = c;
      ClientHooks.bind(conversation, call);
    }
    if (call != null && listener != null && call.body() == null) {
      BodyHooks.bind(listener, call);
    }
  }

  /** Why a request of this conversation may not be sent, or null; any thread. */
  public static @Nullable QuotaExceededException refused(Object conversation) {
    CallRecord call = ClientHooks.of(conversation);
    Denial d = call == null ? null : Denial.of(call);
    return d == null ? null : d.toException(null);
  }

  /**
   * A head is about to be told; on an I/O thread.
   *
   * @param receiver what reads the body that follows, of whichever call
   * @return the call, or null if nobody cares
   */
  public static @Nullable CallRecord receives(Object receiver, Object conversation) {
    CallRecord call = ClientHooks.of(conversation);
    if (call != null) {
      call.through(receiver);
      ClientHooks.bind(receiver, call);
    } else if (ClientHooks.of(receiver) != null) {
      ClientHooks.CALLS.remove(receiver);
    }
    return call;
  }

  /**
   * A listener is about to be told that a request of the conversation is complete; any thread. The
   * call ends with the one that it was sent with, not with the client's own that goes on with it.
   */
  public static void completed(@Nullable Object listener, Object conversation, boolean well) {
    CallRecord call = ClientHooks.of(conversation);
    if (call != null && listener != null && call.body() == listener) {
      over(call, conversation, well);
    }
  }

  /** All have been told, and the conversation has come to its end; any thread. */
  public static void over(Object conversation, boolean well) {
    CallRecord call = ClientHooks.of(conversation);
    if (call != null) {
      over(call, conversation, well);
    }
  }

  private static void over(CallRecord call, Object conversation, boolean well) {
    Object receiver = call.through();
    if (receiver != null && ClientHooks.of(receiver) == call) {
      ClientHooks.CALLS.remove(receiver);
    }
    ClientHooks.end(conversation, well);
    ClientHooks.CALLS.remove(conversation);
  }
}
