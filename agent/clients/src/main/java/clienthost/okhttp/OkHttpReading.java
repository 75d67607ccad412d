package clienthost.okhttp;

import clienthost.ReadingClient;
import clienthost.Reads;
import java.io.IOException;
import java.net.URI;
import java.util.Objects;
import okhttp3.OkHttpClient;
import okhttp3.Response;
import okhttp3.ResponseBody;

/** {@code execute()}, whose body is read as a stream. */
public final class OkHttpReading implements ReadingClient {
  private final OkHttpClient client = ExecuteClient.client();

  @Override
  public void read(URI uri, String method, Reads reads) throws IOException {
    var request = ExecuteClient.request(uri).newBuilder().method(method, null).build();
    try (Response response = client.newCall(request).execute()) {
      reads.note("status", response.code());
      ResponseBody body = Objects.requireNonNull(response.body());
      reads.note("length", body.contentLength());
      reads.stream(body.byteStream());
    }
  }
}
