package clienthost.reactor;

import clienthost.PostingClient;
import java.net.URI;
import org.springframework.http.client.ReactorClientHttpRequestFactory;
import org.springframework.web.client.RestClient;

/** Spring's RestClient over Reactor Netty, whose thread reads a stream of its own. */
public final class RestClientClient implements PostingClient {
  private final RestClient client =
      RestClient.builder()
          .requestFactory(new ReactorClientHttpRequestFactory(NettyClient.client()))
          .build();

  @Override
  public String call(URI uri) {
    return String.valueOf(client.get().uri(uri).retrieve().body(String.class));
  }

  @Override
  public String post(URI uri, byte[] body) {
    return String.valueOf(client.post().uri(uri).body(body).retrieve().body(String.class));
  }
}
