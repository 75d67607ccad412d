package clienthost;

import java.net.URI;
import org.apache.hc.client5.http.async.methods.SimpleHttpRequest;
import org.apache.hc.client5.http.async.methods.SimpleRequestBuilder;
import org.apache.hc.client5.http.impl.async.CloseableHttpAsyncClient;
import org.apache.hc.client5.http.impl.async.HttpAsyncClients;

/** Apache HttpClient 5, asynchronous, over one connection of HTTP/2; the caller waits. */
final class Apache5H2Client implements Client {
  private final CloseableHttpAsyncClient client;

  private Apache5H2Client(CloseableHttpAsyncClient client) {
    this.client = client;
  }

  static Client usual() {
    return new Apache5H2Client(HttpAsyncClients.createHttp2Default());
  }

  /** Without redirects, retries and the like. */
  static Client minimal() {
    return new Apache5H2Client(HttpAsyncClients.createHttp2Minimal());
  }

  @Override
  public String call(URI uri) throws Exception {
    client.start();
    SimpleHttpRequest request = SimpleRequestBuilder.get(uri).build();
    return client.execute(request, null).get().getBodyText();
  }
}
