package clienthost.reactor;

import clienthost.Client;
import java.net.URI;
import reactor.netty.http.client.HttpClient;
import reactor.netty.resources.ConnectionProvider;

/** Reactor Netty's own client, with a pool of one connection; {@code block()}. */
public final class NettyClient implements Client {
  private final HttpClient client = client();

  /** What takes seconds on a busy machine, all of TLS, is there before the first call is made. */
  static HttpClient client() {
    HttpClient client = HttpClient.create(ConnectionProvider.create("one", 1));
    client.secure().warmup().block();
    return client;
  }

  @Override
  public String call(URI uri) {
    String body = client.get().uri(uri).responseContent().aggregate().asString().block();
    return String.valueOf(body);
  }
}
