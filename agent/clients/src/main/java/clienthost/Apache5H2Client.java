package clienthost;

import java.net.URI;
import org.apache.hc.client5.http.async.methods.SimpleHttpRequest;
import org.apache.hc.client5.http.async.methods.SimpleRequestBuilder;
import org.apache.hc.client5.http.impl.async.CloseableHttpAsyncClient;
import org.apache.hc.client5.http.impl.async.HttpAsyncClients;

/** Apache HttpClient 5, asynchronous, over one connection of HTTP/2; the caller waits. */
final class Apache5H2Client implements Client {
  private final CloseableHttpAsyncClient client = HttpAsyncClients.createHttp2Default();

  @Override
  public String call(URI uri) throws Exception {
    client.start();
    SimpleHttpRequest request = SimpleRequestBuilder.get(uri).build();
    return client.execute(request, null).get().getBodyText();
  }
}
