package clienthost.reactor;

import clienthost.Client;
import java.net.URI;
import org.springframework.http.client.ReactorClientHttpRequestFactory;
import org.springframework.web.client.RestClient;

/** Spring's RestClient over Reactor Netty, whose thread reads a stream of its own. */
public final class RestClientClient implements Client {
  private final RestClient client =
      RestClient.builder()
          .requestFactory(new ReactorClientHttpRequestFactory(NettyClient.client()))
          .build();

  @Override
  public String call(URI uri) {
    return String.valueOf(client.get().uri(uri).retrieve().body(String.class));
  }
}
