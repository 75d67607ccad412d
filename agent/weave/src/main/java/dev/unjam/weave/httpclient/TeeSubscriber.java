package dev.unjam.weave.httpclient;

import dev.unjam.bridge.CallRecord;
import dev.unjam.bridge.HttpClientHooks;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow.Subscription;

/** Passes a body to the host's own subscriber and tells the call of it. */
final class TeeSubscriber<T> implements BodySubscriber<T> {
  private final BodySubscriber<T> host;
  private final CallRecord call;

  TeeSubscriber(BodySubscriber<T> host, CallRecord call) {
    this.host = host;
    this.call = call;
  }

  @Override
  public CompletionStage<T> getBody() {
    return host.getBody();
  }

  @Override
  public void onSubscribe(Subscription subscription) {
    host.onSubscribe(subscription);
  }

  @Override
  public void onNext(List<ByteBuffer> buffers) {
    HttpClientHooks.delivered(call, buffers);
    host.onNext(buffers);
  }

  @Override
  public void onError(Throwable error) {
    call.end();
    host.onError(error);
  }

  @Override
  public void onComplete() {
    call.end();
    host.onComplete();
  }
}
