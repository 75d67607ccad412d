package clienthost.reactor;

import clienthost.PostingClient;
import java.net.URI;
import org.springframework.web.reactive.function.client.WebClient;

/** Spring's WebClient over Reactor Netty; {@code toFuture()}, which the caller waits for. */
public final class WebClientFutureClient implements PostingClient {
  private final WebClient client = WebClientClient.client();

  @Override
  public String call(URI uri) throws Exception {
    return client.get().uri(uri).retrieve().bodyToMono(String.class).toFuture().get();
  }

  @Override
  public String post(URI uri, byte[] body) throws Exception {
    return WebClientClient.posted(client, uri, body).bodyToMono(String.class).toFuture().get();
  }
}
