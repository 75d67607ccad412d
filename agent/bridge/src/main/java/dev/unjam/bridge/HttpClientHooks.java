package dev.unjam.bridge;

import java.io.InputStream;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow.Subscriber;
import org.jspecify.annotations.Nullable;

/**
 * Records calls through {@code java.net.http}.
 *
 * <p>{@code send} and {@code sendAsync} on the calling thread; heads and bodies on the client's own
 * threads, found by the subscriber that takes the body.
 */
public final class HttpClientHooks {
  static final String CLIENT = "java.net.http";
  private static final String PUBLISHED =
      "jdk.internal.net.http.ResponseSubscribers$PublishingBodySubscriber";

  /** By the JDK's own subscribers and streams. */
  static final CallsByObject BODIES = new CallsByObject();

  /** The call whose head is being handed to the host's body handler on this thread. */
  private static final ThreadLocal<@Nullable CallRecord> APPLYING = new ThreadLocal<>();

  private HttpClientHooks() {}

  /**
   * {@code send} begins.
   *
   * @return as {@link CallHooks#begin}
   */
  public static @Nullable Object sendEnter(String method, URI uri) {
    ThreadRecord r = CallHooks.recording();
    Object begun = r == null ? null : CallHooks.begin(r, CLIENT, method, peer(r, uri));
    if (begun instanceof CallRecord call) {
      call.waiting(true);
    }
    return begun;
  }

  /** {@code send} has ended; a body that is still to be read keeps the call going. */
  public static void sendExit(@Nullable Object entered) {
    if (entered instanceof CallRecord call) {
      call.waiting(false);
      Object body = call.body();
      if (body != null && isPublished(body)) {
        call.restsUntilAskedFor(body);
      } else if (body instanceof PublishedBody asked) {
        asked.goesOn();
      } else if (!(body instanceof InputStream)) {
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
    Object entered = entered(r, method, uri);
    ThreadRecord mine = r == null ? Threads.mineIfAny() : r;
    if (mine != null) {
      mine.sending = true;
    }
    return entered;
  }

  private static @Nullable Object entered(@Nullable ThreadRecord r, String method, URI uri) {
    CallRecord call = r == null ? null : r.call();
    if (call != null && call.client.equals(CLIENT) && call.waitingSince() > 0 && !call.isAsync()) {
      return call;
    }
    Object begun = r == null ? null : CallHooks.begin(r, CLIENT, method, peer(r, uri));
    if (begun instanceof CallRecord fresh) {
      fresh.startedAsync();
    }
    return begun;
  }

  /** The body handler that the client is to use: one that tells the call of the head. */
  public static Object handler(Object handler, @Nullable Object entered) {
    return entered instanceof CallRecord call ? Bridge.wrapBodyHandler(handler, call) : handler;
  }

  /**
   * {@code sendAsync} has ended.
   *
   * @param thrown what it threw, or null
   * @return the future it returns, a failed one if it was denied
   */
  @SuppressWarnings("FutureReturnValueIgnored") // it is what the host gets
  public static @Nullable Object asyncExit(
      @Nullable Object entered, @Nullable Object future, @Nullable Throwable thrown) {
    ThreadRecord r = Threads.mineIfAny();
    if (r != null) {
      r.sending = false;
    }
    if (thrown != null) {
      if (entered instanceof CallRecord call && call.isAsync()) {
        call.end();
      }
      return future;
    }
    if (entered instanceof QuotaExceededException denied) {
      return CompletableFuture.failedFuture(denied);
    }
    if (entered instanceof CallRecord call) {
      if (future != null) {
        // Until it ends, the exchange keeps it alive, whoever drops it; then it holds the answer.
        call.handleWeakly(future);
      }
      call.isOut();
    }
    return future;
  }

  /** The host's body handler is about to be applied for this call, or has been (null). */
  public static void applying(@Nullable CallRecord call) {
    if (call == null) {
      APPLYING.remove();
    } else {
      APPLYING.set(call);
    }
  }

  /** A body stream was made; below a mapping subscriber it is the one that somebody reads. */
  public static void streamMade(Object stream) {
    CallRecord call = APPLYING.get();
    if (call != null) {
      deliversTo(stream, call);
    }
  }

  /** From now on what this subscriber or stream of the JDK's delivers belongs to the call. */
  public static void deliversTo(Object subscriber, CallRecord call) {
    call.body(subscriber);
    BODIES.put(subscriber, call);
  }

  /** Some of the body has come, on one of the client's threads. */
  public static void delivered(Object subscriber, @Nullable Object buffers) {
    CallRecord call = BODIES.get(subscriber);
    if (call != null && buffers instanceof List<?> list) {
      delivered(call, list);
    }
  }

  /** The same for a subscriber of the host's own, whose call is known. */
  public static void delivered(CallRecord call, List<?> buffers) {
    // What is subscribed to after its call has returned may be what tells why it was refused.
    Tee of = call.tee();
    Tee tee = of == null || of.isFull() ? null : of;
    int n = 0;
    for (Object o : buffers) {
      if (o instanceof ByteBuffer buffer) {
        n += buffer.remaining();
        if (tee != null) {
          tee.add(buffer.duplicate());
        }
      }
    }
    call.received(n);
  }

  /** The body has ended, well or not. */
  public static void ended(Object subscriber) {
    CallRecord call = BODIES.get(subscriber);
    if (call != null && BODIES.remove(subscriber, call)) {
      call.end();
    }
  }

  /**
   * A thread is about to wait for the next piece of a streamed body.
   *
   * @return a {@link QuotaExceededException} if it is denied, the call, or null
   */
  public static @Nullable Object readEnter(Object stream) {
    CallRecord call = BODIES.get(stream);
    if (call == null) {
      return null;
    }
    QuotaExceededException denied = CallHooks.denied(call);
    if (denied != null) {
      return denied;
    }
    call.waiting(true);
    return call;
  }

  /** A read has returned: less than nothing is the end. */
  public static void readEnded(Object stream, int n) {
    if (n < 0) {
      ended(stream);
    }
  }

  /** The head has come and the body is a stream: nobody waits until somebody reads. */
  public static void headOfStream(CallRecord call) {
    Object body = call.body();
    if (body instanceof InputStream) {
      call.waiting(false);
    } else if (body != null && call.isAsync() && isPublished(body)) {
      call.restsUntilAskedFor(body);
    }
  }

  private static boolean isPublished(Object body) {
    return body.getClass().getName().equals(PUBLISHED);
  }

  /**
   * Somebody subscribes to a published body, on whichever thread.
   *
   * @param publisher what the JDK publishes it with
   * @return what is to be subscribed in his place; he himself if it is no call's, or he is not the
   *     first and will be told so
   */
  public static Subscriber<? super List<ByteBuffer>> subscribing(
      Object publisher, Subscriber<? super List<ByteBuffer>> subscriber) {
    CallRecord call = BODIES.get(publisher);
    return call == null || !BODIES.remove(publisher, call)
        ? subscriber
        : PublishedBody.of(subscriber, call);
  }

  /** The piece has come, or will not. */
  public static void readExit(@Nullable Object entered) {
    if (entered instanceof CallRecord call) {
      call.waiting(false);
    }
  }

  private static String peer(ThreadRecord r, URI uri) {
    int port = uri.getPort() >= 0 ? uri.getPort() : "https".equals(uri.getScheme()) ? 443 : 80;
    return r.active().peer(uri.getHost(), port);
  }
}
