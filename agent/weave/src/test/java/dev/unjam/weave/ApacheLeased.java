package dev.unjam.weave;

import java.net.URI;
import java.util.concurrent.Future;
import java.util.function.BiFunction;
import org.apache.hc.client5.http.async.methods.SimpleHttpRequest;
import org.apache.hc.client5.http.async.methods.SimpleHttpResponse;
import org.apache.hc.client5.http.async.methods.SimpleRequestProducer;
import org.apache.hc.client5.http.async.methods.SimpleResponseConsumer;
import org.apache.hc.client5.http.impl.async.CloseableHttpAsyncClient;
import org.apache.hc.client5.http.impl.async.HttpAsyncClients;
import org.apache.hc.client5.http.impl.nio.PoolingAsyncClientConnectionManager;
import org.apache.hc.client5.http.impl.nio.PoolingAsyncClientConnectionManagerBuilder;
import org.apache.hc.core5.concurrent.FutureCallback;

/**
 * A host of Apache's asynchronous client 5, seen by types of the JDK's alone: it lives in a loader
 * of woven classes.
 */
public final class ApacheLeased implements BiFunction<String, Runnable, Future<?>> {
  private final PoolingAsyncClientConnectionManager pool =
      PoolingAsyncClientConnectionManagerBuilder.create()
          .setMaxConnTotal(1)
          .setMaxConnPerRoute(1)
          .build();

  private final CloseableHttpAsyncClient client;

  /** A client with one connection. */
  public ApacheLeased(boolean minimal) {
    client =
        minimal
            ? HttpAsyncClients.createMinimal(pool)
            : HttpAsyncClients.custom()
                .setConnectionManager(pool)
                .disableAutomaticRetries()
                .build();
    client.start();
  }

  /** Asks for this; what is given runs where the callback is told of a failure. */
  @Override
  public Future<?> apply(String uri, Runnable failed) {
    SimpleHttpRequest request = new SimpleHttpRequest("GET", URI.create(uri));
    return client.execute(
        SimpleRequestProducer.create(request), SimpleResponseConsumer.create(), new Told(failed));
  }

  /** How many requests wait for the connection. */
  public int waiting() {
    return pool.getTotalStats().getPending();
  }

  /** How many have it. */
  public int served() {
    return pool.getTotalStats().getLeased();
  }

  private record Told(Runnable failed) implements FutureCallback<SimpleHttpResponse> {
    @Override
    public void completed(SimpleHttpResponse response) {}

    @Override
    public void failed(Exception e) {
      failed.run();
    }

    @Override
    public void cancelled() {
      throw new IllegalStateException("told as cancelled");
    }
  }
}
