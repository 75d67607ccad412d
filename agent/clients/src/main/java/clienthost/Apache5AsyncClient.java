package clienthost;

import java.net.URI;
import org.apache.hc.client5.http.async.methods.SimpleHttpRequest;
import org.apache.hc.client5.http.async.methods.SimpleRequestBuilder;
import org.apache.hc.client5.http.impl.async.CloseableHttpAsyncClient;
import org.apache.hc.client5.http.impl.async.HttpAsyncClients;
import org.apache.hc.client5.http.impl.nio.PoolingAsyncClientConnectionManagerBuilder;

/** Apache HttpClient 5, asynchronous, with a pool of one connection; the caller waits. */
final class Apache5AsyncClient implements Client {
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
    client.start();
    SimpleHttpRequest request = SimpleRequestBuilder.get(uri).build();
    return client.execute(request, null).get().getBodyText();
  }
}
