package clienthost.sdk;

import clienthost.ReadingClient;
import clienthost.Reads;
import java.net.URI;
import org.springframework.http.HttpMethod;
import org.springframework.http.client.ClientHttpRequestFactory;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.http.client.SimpleClientHttpRequestFactory;
import org.springframework.web.client.RestClient;

/** Spring's RestClient, whose body is read as a stream. */
public final class SpringReading implements ReadingClient {
  private final RestClient client;
  private final boolean pushed;

  private SpringReading(ClientHttpRequestFactory requests, boolean pushed) {
    client = RestClient.builder().requestFactory(requests).build();
    this.pushed = pushed;
  }

  /** Over HttpURLConnection. */
  public static SpringReading overUrlConnection() {
    return new SpringReading(new SimpleClientHttpRequestFactory(), false);
  }

  /** Over {@code java.net.http}. */
  public static SpringReading overJdk() {
    return new SpringReading(new JdkClientHttpRequestFactory(), true);
  }

  @Override
  public boolean isPushed() {
    return pushed;
  }

  @Override
  public void read(URI uri, String method, Reads reads) {
    client
        .method(HttpMethod.valueOf(method))
        .uri(uri)
        .exchange(
            (request, answer) -> {
              reads.note("status", answer.getStatusCode());
              reads.stream(answer.getBody());
              return true;
            });
  }
}
