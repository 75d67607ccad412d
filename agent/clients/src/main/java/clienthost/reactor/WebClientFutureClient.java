package clienthost.reactor;

import clienthost.PostingClient;
import java.net.URI;
import org.springframework.web.reactive.function.client.WebClient;

/**
 * Spring's WebClient over Reactor Netty or java.net.http; {@code toFuture()}, which the caller
 * waits for.
 */
public final class WebClientFutureClient implements PostingClient {
  private final WebClient client;

  /** A client over Reactor Netty. */
  public WebClientFutureClient() {
    this(WebClientClient.client());
  }

  private WebClientFutureClient(WebClient client) {
    this.client = client;
  }

  /** A client over java.net.http. */
  public static WebClientFutureClient overJdk() {
    return new WebClientFutureClient(WebClientClient.jdkClient());
  }

  @Override
  public String call(URI uri) throws Exception {
    return client.get().uri(uri).retrieve().bodyToMono(String.class).toFuture().get();
  }

  @Override
  public String post(URI uri, byte[] body) throws Exception {
    return WebClientClient.posted(client, uri, body).bodyToMono(String.class).toFuture().get();
  }
}
