package dev.unjam.benchmarks.calls;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.Objects;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;

/** OkHttp, {@code execute}; 4 or 5, as the class path has it. */
final class OkHttpClients implements Client {
  private final OkHttpClient client = new OkHttpClient();

  @Override
  public int get(URI uri) throws IOException {
    try (Response response = asked(uri)) {
      return Objects.requireNonNull(response.body()).string().length();
    }
  }

  @Override
  public int stream(URI uri) throws IOException {
    try (Response response = asked(uri);
        InputStream in = Objects.requireNonNull(response.body()).byteStream()) {
      return Client.drain(in);
    }
  }

  private Response asked(URI uri) throws IOException {
    return client.newCall(new Request.Builder().url(uri.toString()).build()).execute();
  }
}
