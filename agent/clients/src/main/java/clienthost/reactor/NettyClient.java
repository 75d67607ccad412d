package clienthost.reactor;

import clienthost.PostingClient;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelOption;
import java.net.URI;
import java.time.Duration;
import reactor.core.publisher.Mono;
import reactor.netty.http.Http11SslContextSpec;
import reactor.netty.http.client.HttpClient;
import reactor.netty.resources.ConnectionProvider;

/** Reactor Netty's own client, with a pool of one connection; {@code block()}. */
public final class NettyClient implements PostingClient {
  private final HttpClient client = client();

  /** What takes seconds on a busy machine, all of TLS, is there before the first call is made. */
  @SuppressWarnings("deprecation") // the other sslContext is not there in 1.1.0
  static HttpClient client() {
    HttpClient client =
        HttpClient.create(
                ConnectionProvider.builder("one")
                    .maxConnections(1)
                    .pendingAcquireTimeout(Duration.ofHours(1))
                    .build())
            // By default it gives up connecting after 30 s, and a handshake after 10 s.
            .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, 0)
            .secure(
                tls ->
                    tls.sslContext(Http11SslContextSpec.forClient())
                        .handshakeTimeout(Duration.ofHours(1)));
    client.warmup().block();
    return client;
  }

  @Override
  public String call(URI uri) {
    String body = client.get().uri(uri).responseContent().aggregate().asString().block();
    return String.valueOf(body);
  }

  @Override
  public String post(URI uri, byte[] body) {
    return String.valueOf(
        client
            .post()
            .uri(uri)
            .send(Mono.fromSupplier(() -> Unpooled.wrappedBuffer(body)))
            .responseContent()
            .aggregate()
            .asString()
            .block());
  }
}
