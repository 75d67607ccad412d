package clienthost.reactor;

import clienthost.PostingClient;
import java.net.URI;
import org.springframework.http.client.reactive.JdkClientHttpConnector;
import org.springframework.http.client.reactive.ReactorClientHttpConnector;
import org.springframework.web.reactive.function.client.WebClient;

/** Spring's WebClient over Reactor Netty or java.net.http; {@code block()}. */
public final class WebClientClient implements PostingClient {
  private final WebClient client;

  /** A client over Reactor Netty. */
  public WebClientClient() {
    this(client());
  }

  private WebClientClient(WebClient client) {
    this.client = client;
  }

  /** A client over java.net.http. */
  public static WebClientClient overJdk() {
    return new WebClientClient(jdkClient());
  }

  static WebClient client() {
    return WebClient.builder()
        .clientConnector(new ReactorClientHttpConnector(NettyClient.client()))
        .build();
  }

  static WebClient jdkClient() {
    return WebClient.builder().clientConnector(new JdkClientHttpConnector()).build();
  }

  @Override
  public String call(URI uri) {
    return String.valueOf(client.get().uri(uri).retrieve().bodyToMono(String.class).block());
  }

  static WebClient.ResponseSpec posted(WebClient client, URI uri, byte[] body) {
    return client.post().uri(uri).bodyValue(body).retrieve();
  }

  @Override
  public String post(URI uri, byte[] body) {
    return String.valueOf(posted(client, uri, body).bodyToMono(String.class).block());
  }
}
