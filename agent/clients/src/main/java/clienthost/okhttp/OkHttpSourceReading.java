package clienthost.okhttp;

import clienthost.ReadingClient;
import clienthost.Reads;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Objects;
import okhttp3.OkHttpClient;
import okhttp3.Response;
import okhttp3.ResponseBody;
import okio.BufferedSource;

/** {@code execute()}, whose body is read by the calls of Okio. */
public final class OkHttpSourceReading implements ReadingClient {
  private final OkHttpClient client = ExecuteClient.client();

  @Override
  public List<Reads.Way> ways() {
    return List.of(Reads.Way.WHOLE, Reads.Way.EXACT, Reads.Way.LEFT);
  }

  @Override
  public void read(URI uri, String method, Reads reads) throws IOException {
    var request = ExecuteClient.request(uri).newBuilder().method(method, null).build();
    try (Response response = client.newCall(request).execute()) {
      reads.note("status", response.code());
      reads.bytes("peeked", response.peekBody(30).bytes());
      ResponseBody body = Objects.requireNonNull(response.body());
      BufferedSource source = body.source();
      reads.note("the same source", body.source() == source);
      switch (reads.way()) {
        case WHOLE -> reads.bytes("readByteArray", source.readByteArray());
        case EXACT -> exact(source, reads);
        default -> reads.note("readByte", source.exhausted() ? null : source.readByte());
      }
      source.close();
      reads.note("open", source.isOpen());
    }
  }

  private static void exact(BufferedSource source, Reads reads) throws IOException {
    reads.note("exhausted", source.exhausted());
    if (!source.request(100)) {
      reads.bytes("all", source.readByteArray());
      return;
    }
    reads.note("readByte", source.readByte());
    reads.note("readInt", source.readInt());
    reads.note("indexOf", source.indexOf((byte) '}'));
    reads.bytes("peek", source.peek().readByteArray(20));
    source.skip(10);
    reads.bytes("byteString", source.readByteString(20).toByteArray());
    reads.note("line", source.readUtf8Line());
    reads.bytes("rest", source.readByteArray());
    reads.note("exhausted", source.exhausted());
  }
}
