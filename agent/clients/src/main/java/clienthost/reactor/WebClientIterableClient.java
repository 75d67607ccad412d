package clienthost.reactor;

import clienthost.PostingClient;
import java.net.URI;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.publisher.Flux;

/** Spring's WebClient over Reactor Netty; {@code toIterable()}. */
public final class WebClientIterableClient implements PostingClient {
  private final WebClient client = WebClientClient.client();

  @Override
  public String call(URI uri) {
    return String.join("", client.get().uri(uri).retrieve().bodyToFlux(String.class).toIterable());
  }

  @Override
  public String post(URI uri, byte[] body) {
    Flux<String> all = WebClientClient.posted(client, uri, body).bodyToFlux(String.class);
    return String.join("", all.toIterable());
  }
}
