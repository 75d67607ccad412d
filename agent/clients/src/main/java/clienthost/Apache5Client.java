package clienthost;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;

/** Apache HttpClient 5 with a pool of one connection: one that is not given back is missed. */
final class Apache5Client implements StreamingClient {
  private final CloseableHttpClient client =
      HttpClients.custom()
          .setConnectionManager(
              PoolingHttpClientConnectionManagerBuilder.create()
                  .setMaxConnTotal(1)
                  .setMaxConnPerRoute(1)
                  .build())
          .build();

  /** The same for every call: one that was cancelled itself can never be executed again. */
  private final HttpGet get = new HttpGet("/");

  @Override
  public InputStream open(URI uri) throws IOException {
    get.setUri(uri);
    return client.executeOpen(null, get, null).getEntity().getContent();
  }
}
