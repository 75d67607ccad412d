package clienthost.reactor;

import clienthost.Client;
import java.net.URI;
import org.springframework.web.reactive.function.client.WebClient;

/** Spring's WebClient over Reactor Netty; {@code toIterable()}. */
public final class WebClientIterableClient implements Client {
  private final WebClient client = WebClientClient.client();

  @Override
  public String call(URI uri) {
    return String.join("", client.get().uri(uri).retrieve().bodyToFlux(String.class).toIterable());
  }
}
