package clienthost.reactor;

import clienthost.Client;
import java.net.URI;
import reactor.netty.http.client.HttpClient;
import reactor.netty.resources.ConnectionProvider;

/** Reactor Netty's own client, with a pool of one connection; {@code block()}. */
public final class NettyClient implements Client {
  private final HttpClient client = client();

  static HttpClient client() {
    return HttpClient.create(ConnectionProvider.create("one", 1));
  }

  @Override
  public String call(URI uri) {
    String body = client.get().uri(uri).responseContent().aggregate().asString().block();
    return String.valueOf(body);
  }
}
