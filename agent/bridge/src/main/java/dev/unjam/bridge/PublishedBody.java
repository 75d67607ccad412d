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
    try {
      host.onSubscribe(this);
    } finally {
      leaves();
    }
  }

  @Override
  public void onNext(List<ByteBuffer> buffers) {
    call.bodyIsAwaited(false);
    HttpClientHooks.delivered(call, buffers);
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

  @Override
  public void onError(Throwable error) {
    if (isOverNow()) {
      host.onError(told(error));
    }
  }

  private Throwable told(Throwable error) {
    Throwable told = CallHooks.converted(call, error);
    return told == null ? error : told;
  }

  @Override
  public void onComplete() {
    if (isOverNow()) {
      call.end();
      host.onComplete();
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
      call.end();
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
    call.end();
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
    if (more && inside.get() != OVER) {
      call.bodyIsAwaited(true);
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
