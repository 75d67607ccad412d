package dev.unjam.weave.httpclient;

import dev.unjam.bridge.CallRecord;
import dev.unjam.bridge.Faults;
import dev.unjam.bridge.HttpClientHooks;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.ResponseInfo;

/**
 * A body handler around the host's that tells the call of status and header fields.
 *
 * <p>A subscriber of the JDK's own is handed on as it is, because the client treats those specially
 * (no executor in between); it is woven. Any other is wrapped.
 */
public final class HeadHandler<T> implements BodyHandler<T> {
  private static final String JDK_SUBSCRIBERS = "jdk.internal.net.http.ResponseSubscribers$";

  private final BodyHandler<T> host;
  private final CallRecord call;

  private HeadHandler(BodyHandler<T> host, CallRecord call) {
    this.host = host;
    this.call = call;
  }

  /** What the bridge calls, which cannot see these types. */
  public static Object around(Object handler, CallRecord call) {
    return handler instanceof BodyHandler<?> host && !(handler instanceof HeadHandler<?>)
        ? new HeadHandler<>(host, call)
        : handler;
  }

  @Override
  public BodySubscriber<T> apply(ResponseInfo info) {
    try {
      call.head(info.statusCode(), info.headers().map());
    } catch (RuntimeException e) {
      Faults.suppress(e);
    }
    BodySubscriber<T> subscriber = apply(host, info);
    if (subscriber == null || call.body() != null) {
      HttpClientHooks.headOfStream(call);
      return subscriber;
    }
    if (!subscriber.getClass().getName().startsWith(JDK_SUBSCRIBERS)) {
      return new TeeSubscriber<>(subscriber, call);
    }
    HttpClientHooks.deliversTo(subscriber, call);
    HttpClientHooks.headOfStream(call);
    return subscriber;
  }

  private BodySubscriber<T> apply(BodyHandler<T> handler, ResponseInfo info) {
    HttpClientHooks.applying(call);
    try {
      return handler.apply(info);
    } finally {
      HttpClientHooks.applying(null);
    }
  }
}
