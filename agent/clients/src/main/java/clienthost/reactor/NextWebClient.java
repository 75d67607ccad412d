package clienthost.reactor;

import clienthost.Client;
import java.net.URI;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.publisher.Mono;

/** Spring's WebClient, as {@link NextNettyClient}. */
public final class NextWebClient implements Client {
  private final WebClient client = WebClientClient.client();

  @Override
  public String call(URI uri) {
    return String.valueOf(get(NextNettyClient.first(uri)).flatMap(answer -> get(uri)).block());
  }

  private Mono<String> get(URI uri) {
    return client.get().uri(uri).retrieve().bodyToMono(String.class);
  }
}
