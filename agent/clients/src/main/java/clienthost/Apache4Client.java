package clienthost;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import org.apache.http.client.methods.HttpGet;
import org.apache.http.impl.client.CloseableHttpClient;
import org.apache.http.impl.client.HttpClients;
import org.apache.http.impl.conn.PoolingHttpClientConnectionManager;

/** Apache HttpClient 4 with a pool of one connection: one that is not given back is missed. */
final class Apache4Client implements StreamingClient {
  private final CloseableHttpClient client;

  /** The same for every call: one that was aborted itself can never be executed again. */
  private final HttpGet get = new HttpGet();

  Apache4Client() {
    PoolingHttpClientConnectionManager pool = new PoolingHttpClientConnectionManager();
    pool.setMaxTotal(1);
    pool.setDefaultMaxPerRoute(1);
    client = HttpClients.custom().setConnectionManager(pool).build();
  }

  @Override
  public InputStream open(URI uri) throws IOException {
    get.setURI(uri);
    return client.execute(get).getEntity().getContent();
  }
}
