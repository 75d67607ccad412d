package clienthost.reactor;

import clienthost.ReadingClient;
import clienthost.Reads;
import io.netty.channel.ChannelOption;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.handler.codec.http.HttpMethod;
import java.io.InputStream;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;
import reactor.netty.http.client.HttpClient;

/** Reactor Netty's own client, which gathers a body before it gives a stream of it. */
public final class NettyReading implements ReadingClient {
  private static final int ONE_PIECE = 1 << 14;

  private final HttpClient client =
      HttpClient.create()
          .compress(true)
          .option(ChannelOption.RECVBUF_ALLOCATOR, new FixedRecvByteBufAllocator(ONE_PIECE));

  @Override
  public List<Reads.Way> ways() {
    return List.of(Reads.Way.WHOLE, Reads.Way.EXACT, Reads.Way.LEFT);
  }

  @Override
  public void read(URI uri, String method, Reads reads) throws Exception {
    @Nullable InputStream in =
        client
            .request(HttpMethod.valueOf(method))
            .uri(uri)
            .responseSingle((answer, body) -> body.asInputStream())
            .block();
    reads.stream(in);
  }
}
