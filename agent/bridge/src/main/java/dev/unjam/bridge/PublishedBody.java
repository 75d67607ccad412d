package dev.unjam.bridge;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.Flow.Subscriber;
import java.util.concurrent.Flow.Subscription;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The subscription to a published body of {@code java.net.http}, between the JDK and the host's
 * subscriber.
 *
 * <p>It passes all signals on as they come. The call is waited for as long as the subscriber has
 * asked for more than came and is not busy with what did. Any thread may {@linkplain #end end} it;
 * the subscriber is never told of two things at once (Reactive Streams, rule 1.3).
 */
public final class PublishedBody implements Subscriber<List<ByteBuffer>>, Subscription {
  private static final int OVER = -1;

  private final Subscriber<? super List<ByteBuffer>> host;
  private final CallRecord call;

  /**
   * How many signals the host's subscriber is inside of, one within the other, the one that it has
   * subscribed included, whenever that comes; or OVER.
   */
  private final AtomicInteger inside = new AtomicInteger(1);

  private final AtomicLong asked = new AtomicLong();
  private volatile @Nullable Subscription jdk;
  private volatile @Nullable Throwable end;

  /** What the host threw at the end: the JDK tells it of that. */
  private volatile @Nullable Throwable thrownAtEnd;

  private PublishedBody(Subscriber<? super List<ByteBuffer>> host, CallRecord call) {
    this.host = host;
    this.call = call;
  }

  /** The call goes on: somebody has subscribed to its body. */
  static PublishedBody of(Subscriber<? super List<ByteBuffer>> host, CallRecord call) {
    PublishedBody body = new PublishedBody(host, call);
    Denial why = Denial.of(call);
    body.end = why == null ? CallHooks.denied(call) : why.toException(null);
    if (body.end == null) {
      call.isAskedFor(body);
    }
    return body;
  }

  @Override
  public void onSubscribe(Subscription subscription) {
    jdk = subscription;
    boolean subscribed = false;
    try {
      host.onSubscribe(this);
      subscribed = true;
    } finally {
      if (subscribed) {
        leaves();
      } else if (isOverNow()) {
        endsCall();
      }
    }
  }

  @Override
  public void onNext(List<ByteBuffer> buffers) {
    came(buffers);
    if (enters()) {
      try {
        host.onNext(buffers);
      } finally {
        boolean more = asked.decrementAndGet() > 0;
        leaves();
        isAwaited(more);
      }
    }
  }

  /** A fault of ours is none of the host's, here and below. */
  private void came(List<ByteBuffer> buffers) {
    try {
      call.bodyIsAwaited(false);
      HttpClientHooks.delivered(call, buffers);
    } catch (RuntimeException | Error e) {
      Faults.suppress(e);
    }
  }

  /** Where it is being ended, who ends it tells the subscriber, and not beside another signal. */
  @Override
  public void onError(Throwable error) {
    if (error == thrownAtEnd) {
      host.onError(error);
    } else if (end == null && isOverNow()) {
      host.onError(told(error));
    }
  }

  private Throwable told(Throwable error) {
    try {
      Throwable told = CallHooks.converted(call, error);
      return told == null ? error : told;
    } catch (RuntimeException | Error e) {
      Faults.suppress(e);
      return error;
    }
  }

  @Override
  public void onComplete() {
    if (end == null && isOverNow()) {
      endsCall();
      try {
        host.onComplete();
      } catch (Throwable thrown) {
        thrownAtEnd = thrown;
        throw thrown;
      }
    }
  }

  private void endsCall() {
    try {
      call.end();
    } catch (RuntimeException | Error e) {
      Faults.suppress(e);
    }
  }

  @Override
  public void request(long n) {
    Subscription s = jdk;
    if (n > 0 && asked.getAndAccumulate(n, PublishedBody::sum) <= 0) {
      isAwaited(true);
    }
    if (s != null) {
      s.request(n);
    }
  }

  private static long sum(long asked, long n) {
    long sum = asked + n;
    return sum < 0 ? Long.MAX_VALUE : sum;
  }

  @Override
  public void cancel() {
    if (isOverNow()) {
      endsCall();
    }
    cancelExchange();
  }

  private void cancelExchange() {
    Subscription s = jdk;
    if (s != null) {
      s.cancel();
    }
  }

  /**
   * Ends it: the exchange is cancelled at once, and the subscriber is told of this error, at once
   * as well or, if it is busy with a signal, right after that. What it throws then, whoever tells
   * it gets.
   *
   * @return false if it was over already
   */
  public boolean end(Throwable error) {
    if (inside.get() == OVER) {
      return false;
    }
    end = error;
    endsCall();
    try {
      cancelExchange();
    } finally {
      if (inside.compareAndSet(0, OVER)) {
        host.onError(error);
      }
    }
    return true;
  }

  /** The thread that sent has left, and the call goes on for this. */
  void goesOn() {
    isAwaited(asked.get() > 0);
  }

  private void isAwaited(boolean more) {
    try {
      if (more && inside.get() != OVER) {
        call.bodyIsAwaited(true);
      }
    } catch (RuntimeException | Error e) {
      Faults.suppress(e);
    }
  }

  private boolean isOverNow() {
    return inside.getAndSet(OVER) != OVER;
  }

  private boolean enters() {
    int n = inside.get();
    while (n != OVER && !inside.compareAndSet(n, n + 1)) {
      n = inside.get();
    }
    return n != OVER;
  }

  private void leaves() {
    int n = inside.get();
    while (n != OVER && !inside.compareAndSet(n, n - 1)) {
      n = inside.get();
    }
    Throwable error = end;
    if (n == 1 && error != null && inside.compareAndSet(0, OVER)) {
      try {
        cancelExchange();
      } finally {
        host.onError(error);
      }
    }
  }
}
