package dev.unjam.bridge;

import java.net.URI;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Records calls through {@code java.net.http}.
 *
 * <p>{@code send} and {@code sendAsync} on the calling thread; heads and bodies on the client's own
 * threads, found by the subscriber that takes the body.
 */
public final class HttpClientHooks {
  private static final String CLIENT = "java.net.http";

  /** The JDK's own subscribers and streams, by identity: they do not override equals. */
  private static final ConcurrentHashMap<Object, CallRecord> BODIES = new ConcurrentHashMap<>();

  private HttpClientHooks() {}

  /**
   * {@code send} begins.
   *
   * @return as {@link CallHooks#begin}
   */
  public static @Nullable Object sendEnter(String method, URI uri) {
    Object begun = CallHooks.begin(CLIENT, method, peer(uri));
    if (begun instanceof CallRecord call) {
      call.waiting(true);
    }
    return begun;
  }

  /** {@code send} has ended; a body that is still to be read keeps the call going. */
  public static void sendExit(@Nullable Object entered) {
    if (entered instanceof CallRecord call) {
      call.waiting(false);
      if (call.body() == null) {
        call.end();
      }
    }
  }

  /**
   * {@code sendAsync} begins, be it the host's or {@code send}'s own.
   *
   * @return as {@link CallHooks#begin}
   */
  public static @Nullable Object asyncEnter(String method, URI uri) {
    ThreadRecord r = CallHooks.recording();
    CallRecord call = r == null ? null : r.call;
    if (call != null && call.client.equals(CLIENT) && call.waitingSince() > 0 && !call.isAsync()) {
      return call;
    }
    Object begun = CallHooks.begin(CLIENT, method, peer(uri));
    if (begun instanceof CallRecord fresh) {
      fresh.startedAsync();
    }
    return begun;
  }

  /** The body handler that the client is to use: one that tells the call of the head. */
  public static Object handler(Object handler, @Nullable Object entered) {
    return entered instanceof CallRecord call ? Bridge.wrapBodyHandler(handler, call) : handler;
  }

  /** {@code sendAsync} has ended: the future it returns, a failed one if it was denied. */
  @SuppressWarnings("FutureReturnValueIgnored") // it is what the host gets
  public static @Nullable Object asyncExit(@Nullable Object entered, @Nullable Object future) {
    if (entered instanceof QuotaExceededException denied) {
      return CompletableFuture.failedFuture(denied);
    }
    if (entered instanceof CallRecord call) {
      call.handle(future);
      call.sent();
    }
    return future;
  }

  /** From now on what this subscriber or stream of the JDK's delivers belongs to the call. */
  public static void deliversTo(Object subscriber, CallRecord call) {
    call.body(subscriber);
    BODIES.put(subscriber, call);
  }

  /** Some of the body has come, on one of the client's threads. */
  public static void delivered(Object subscriber, @Nullable Object buffers) {
    CallRecord call = BODIES.isEmpty() ? null : BODIES.get(subscriber);
    if (call != null && buffers instanceof List<?> list) {
      delivered(call, list);
    }
  }

  /** The same for a subscriber of the host's own, whose call is known. */
  public static void delivered(CallRecord call, List<?> buffers) {
    Tee tee = call.tee();
    int n = 0;
    for (Object o : buffers) {
      if (o instanceof ByteBuffer buffer) {
        n += buffer.remaining();
        if (tee != null) {
          tee.add(buffer.duplicate());
        }
      }
    }
    call.progress(n);
  }

  /** The body has ended, well or not. */
  public static void ended(Object subscriber) {
    CallRecord call = BODIES.remove(subscriber);
    if (call != null) {
      call.end();
    }
  }

  /**
   * A thread is about to wait for the next piece of a streamed body.
   *
   * @return a {@link QuotaExceededException} if it is denied, the call, or null
   */
  public static @Nullable Object readEnter(Object stream) {
    CallRecord call = BODIES.isEmpty() ? null : BODIES.get(stream);
    QuotaExceededException denied = CallHooks.denied();
    if (denied != null) {
      return denied;
    }
    if (call != null) {
      call.waiting(true);
    }
    return call;
  }

  /** The piece has come, or will not. */
  public static void readExit(@Nullable Object entered) {
    if (entered instanceof CallRecord call) {
      call.waiting(false);
    }
  }

  private static String peer(URI uri) {
    int port = uri.getPort() >= 0 ? uri.getPort() : "https".equals(uri.getScheme()) ? 443 : 80;
    return uri.getHost() + ":" + port;
  }
}
