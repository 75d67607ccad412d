package clienthost.reactor;

import clienthost.Client;
import clienthost.Scenario;
import java.net.URI;
import reactor.core.publisher.Mono;
import reactor.netty.http.client.HttpClient;

/**
 * Reactor Netty's own client; one request leads to the next, which an event loop subscribes to
 * while the caller is in {@code block()}.
 */
public final class NextNettyClient implements Client {
  private final HttpClient client = NettyClient.client();

  static URI first(URI uri) {
    return uri.resolve("/" + Scenario.OK.segment() + "/first");
  }

  @Override
  public String call(URI uri) {
    return String.valueOf(get(first(uri)).flatMap(answer -> get(uri)).block());
  }

  private Mono<String> get(URI uri) {
    return client.get().uri(uri).responseContent().aggregate().asString();
  }
}
