package clienthost;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.apache.http.client.methods.HttpGet;
import org.apache.http.client.methods.HttpPost;
import org.apache.http.entity.ByteArrayEntity;
import org.apache.http.impl.client.CloseableHttpClient;
import org.apache.http.impl.client.HttpClients;
import org.apache.http.impl.conn.PoolingHttpClientConnectionManager;

/** Apache HttpClient 4 with a pool of one connection: one that is not given back is missed. */
final class Apache4Client implements StreamingClient, PostingClient {
  private final CloseableHttpClient client;

  /** The same for all calls of a thread: one that was aborted can never be executed again. */
  private final ThreadLocal<HttpGet> get = ThreadLocal.withInitial(HttpGet::new);

  Apache4Client() {
    PoolingHttpClientConnectionManager pool = new PoolingHttpClientConnectionManager();
    pool.setMaxTotal(1);
    pool.setDefaultMaxPerRoute(1);
    client = HttpClients.custom().setConnectionManager(pool).build();
  }

  @Override
  public InputStream open(URI uri) throws IOException {
    get.get().setURI(uri);
    return client.execute(get.get()).getEntity().getContent();
  }

  @Override
  public String post(URI uri, byte[] body) throws IOException {
    HttpPost post = new HttpPost(uri);
    post.setEntity(new ByteArrayEntity(body));
    try (InputStream in = client.execute(post).getEntity().getContent()) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
