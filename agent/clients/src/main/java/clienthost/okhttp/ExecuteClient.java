package clienthost.okhttp;

import clienthost.StreamingClient;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.time.Duration;
import java.util.Objects;
import okhttp3.OkHttpClient;
import okhttp3.Request;

/** {@code execute()}; with no time-out, as it is set for models that think. */
public final class ExecuteClient implements StreamingClient {
  private final OkHttpClient client = client();

  static OkHttpClient client() {
    return new OkHttpClient.Builder().readTimeout(Duration.ZERO).build();
  }

  static Request request(URI uri) {
    return new Request.Builder().url(uri.toString()).build();
  }

  @Override
  public InputStream open(URI uri) throws IOException {
    return Objects.requireNonNull(client.newCall(request(uri)).execute().body()).byteStream();
  }
}
