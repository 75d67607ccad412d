package clienthost;

import java.net.URI;
import org.apache.hc.client5.http.async.methods.SimpleHttpRequest;
import org.apache.hc.client5.http.async.methods.SimpleRequestProducer;
import org.apache.hc.client5.http.async.methods.SimpleResponseConsumer;
import org.apache.hc.client5.http.impl.async.CloseableHttpAsyncClient;
import org.apache.hc.client5.http.impl.async.HttpAsyncClients;
import org.apache.hc.client5.http.impl.nio.PoolingAsyncClientConnectionManagerBuilder;
import org.apache.hc.core5.http.ContentType;

/** Apache HttpClient 5, asynchronous, with a pool of one connection; the caller waits. */
final class Apache5AsyncClient implements PostingClient {
  private final CloseableHttpAsyncClient client =
      HttpAsyncClients.custom()
          .setConnectionManager(
              PoolingAsyncClientConnectionManagerBuilder.create()
                  .setMaxConnTotal(1)
                  .setMaxConnPerRoute(1)
                  .build())
          .build();

  @Override
  public String call(URI uri) throws Exception {
    return answer(new SimpleHttpRequest("GET", uri));
  }

  @Override
  public String post(URI uri, byte[] body) throws Exception {
    SimpleHttpRequest request = new SimpleHttpRequest("POST", uri);
    request.setBody(body, ContentType.APPLICATION_JSON);
    return answer(request);
  }

  /** The short form of it wraps the future in another one in 5.0. */
  private String answer(SimpleHttpRequest request) throws Exception {
    client.start();
    SimpleRequestProducer producer = SimpleRequestProducer.create(request);
    return client.execute(producer, SimpleResponseConsumer.create(), null).get().getBodyText();
  }
}
