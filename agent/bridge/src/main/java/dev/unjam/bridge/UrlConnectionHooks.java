package dev.unjam.bridge;

import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URL;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Records calls through {@link HttpURLConnection}.
 *
 * <p>Called from {@code sun.net.www.protocol.http.HttpURLConnection}, to which the https one
 * delegates. All on the thread that calls.
 */
public final class UrlConnectionHooks {
  private static final String CLIENT = "HttpURLConnection";

  /** The {@code connect} that {@code getInputStream} makes itself in a recorded call. */
  private record Within(CallRecord call) {}

  private UrlConnectionHooks() {}

  /**
   * {@code connect} or {@code getOutputStream} begins.
   *
   * @param status as for {@link #enter}
   * @return as {@link #enter}, or what only {@link #exit} wants
   */
  public static @Nullable Object sendEnter(Object connection, int status) {
    Object entered = enter(connection, status, true);
    return entered == null && status <= 0 ? within(connection) : entered;
  }

  /** The outer one tells the end, but not that the request is on its way once this has ended. */
  private static @Nullable Object within(Object connection) {
    ThreadRecord r = Threads.mineIfAny();
    CallRecord call = r == null ? null : r.call();
    return call != null && call.handle() == connection && call.isOnStack()
        ? new Within(call)
        : null;
  }

  /**
   * {@code connect}, {@code getOutputStream} or {@code getInputStream} begins.
   *
   * @param status the connection's status so far: once there is one, the answer has come, and what
   *     is asked for is only handed out again
   * @return as {@link CallHooks#begin}, or what only {@link #left} wants
   */
  public static @Nullable Object enter(Object connection, int status) {
    return enter(connection, status, false);
  }

  private static @Nullable Object enter(Object connection, int status, boolean sends) {
    if (status > 0) {
      return null;
    }
    ThreadRecord r = CallHooks.recording();
    if (r == null || !(connection instanceof HttpURLConnection http)) {
      return unrecorded();
    }
    if (r.knownClients > 0) {
      // connect() within an unrecorded getInputStream(), which holds the JDK's own lock by now.
      return null;
    }
    CallRecord call = r.call();
    if (call == null || !call.isOnStack()) {
      // As below: whoever was to unmute the thread has failed on the way.
      r.neverMuted();
    }
    if (call == null || call.handle() != connection) {
      Object begun = CallHooks.begin(r, CLIENT, method(http, sends), peer(r, http.getURL()));
      if (!(begun instanceof CallRecord fresh)) {
        return begun;
      }
      fresh.handle(connection);
      call = fresh;
    } else {
      QuotaExceededException denied = CallHooks.denied(call);
      if (denied != null) {
        return denied;
      }
    }
    if (call.waitingSince() > 0) {
      // connect() within getInputStream(): the outer one tells the end.
      return null;
    }
    call.waiting(true);
    r.mute();
    return call;
  }

  /** Nobody cares for the call; the locks that the JDK takes in it are none of the host's. */
  private static @Nullable Object unrecorded() {
    if (!Bridge.isOn()) {
      return null;
    }
    ThreadRecord r = Threads.mine();
    if (r.knownClients == 0) {
      // Where an enter was cut short by a full stack, nobody has come to its end.
      r.neverMuted();
    }
    r.knownClients++;
    r.mute();
    return r;
  }

  /** Whether what has ended was none of a recorded call; must be asked first, and once. */
  public static boolean left(@Nullable Object entered) {
    if (entered instanceof ThreadRecord r) {
      // A virtual thread that let go of its last lock meanwhile may have left it to another one.
      if (r.thread == Thread.currentThread() && r.knownClients > 0) {
        r.knownClients--;
        r.unmute();
        if (r.knownClients == 0) {
          HoldHooks.leaveIfEmpty(r);
        }
      }
      return true;
    }
    return entered == null;
  }

  /** {@code connect} or {@code getOutputStream} has ended. */
  public static void exit(@Nullable Object entered) {
    if (entered instanceof Within inner) {
      inner.call.sent();
    } else if (entered instanceof CallRecord call) {
      call.owner.unmuteMine();
      call.waiting(false);
      call.sent();
    }
  }

  /**
   * {@code getInputStream} has ended: takes status and header fields down.
   *
   * @param headers the JDK's own {@code MessageHeader} of the answer, or null
   */
  public static void head(
      @Nullable Object entered, Object connection, @Nullable Object headers, int status) {
    if (!(entered instanceof CallRecord call)) {
      return;
    }
    call.owner.unmuteMine();
    call.waiting(false);
    if (status > 0 && call.status() == 0 && connection instanceof HttpURLConnection http) {
      Fields fields = MessageHeaders.of(headers);
      call.head(status, fields == null ? Fields.of(fields(call.owner, http)) : fields);
    }
  }

  private static Map<String, List<String>> fields(ThreadRecord r, HttpURLConnection http) {
    r.inside = true;
    try {
      return http.getHeaderFields();
    } finally {
      r.inside = false;
    }
  }

  /** The stream that the host is to get instead of this one: the same one, seen by the call. */
  public static @Nullable InputStream teed(@Nullable Object entered, @Nullable InputStream in) {
    if (in == null || in instanceof TeeInputStream || !(entered instanceof CallRecord call)) {
      return in;
    }
    if (call.status() == 0) {
      return in;
    }
    return new TeeInputStream(in, call);
  }

  /** {@code getOutputStream} makes a GET a POST, and who is to give out a body asks for that. */
  private static String method(HttpURLConnection http, boolean sends) {
    String method = http.getRequestMethod();
    return sends && http.getDoOutput() && "GET".equals(method) ? "POST" : method;
  }

  private static String peer(ThreadRecord r, URL url) {
    int port = url.getPort() >= 0 ? url.getPort() : url.getDefaultPort();
    return r.active().peer(url.getHost(), port);
  }
}
