package clienthost;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;

/** Apache HttpClient 5 with a pool of one connection: one that is not given back is missed. */
final class Apache5Client implements StreamingClient, PostingClient {
  private final CloseableHttpClient client =
      HttpClients.custom()
          .setConnectionManager(
              PoolingHttpClientConnectionManagerBuilder.create()
                  .setMaxConnTotal(1)
                  .setMaxConnPerRoute(1)
                  .build())
          .build();

  /** The same for all calls of a thread: one that was cancelled can never be executed again. */
  private final ThreadLocal<HttpGet> get = ThreadLocal.withInitial(() -> new HttpGet("/"));

  @Override
  public InputStream open(URI uri) throws IOException {
    get.get().setUri(uri);
    return execute(get.get());
  }

  @Override
  public String post(URI uri, byte[] body) throws IOException {
    HttpPost post = new HttpPost(uri);
    post.setEntity(new ByteArrayEntity(body, ContentType.APPLICATION_JSON));
    try (InputStream in = execute(post)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  /** Its successor {@code executeOpen} is not there before 5.2. */
  @SuppressWarnings("deprecation")
  private InputStream execute(ClassicHttpRequest request) throws IOException {
    return client.execute(request).getEntity().getContent();
  }
}
