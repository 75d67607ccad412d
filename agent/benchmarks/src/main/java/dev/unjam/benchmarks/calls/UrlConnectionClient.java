package dev.unjam.benchmarks.calls;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;

/** HttpURLConnection. */
final class UrlConnectionClient implements Client {
  @Override
  public int get(URI uri) throws IOException {
    return stream(uri);
  }

  @Override
  public int stream(URI uri) throws IOException {
    HttpURLConnection connection = (HttpURLConnection) uri.toURL().openConnection();
    try (InputStream in = connection.getInputStream()) {
      return Client.drain(in);
    }
  }
}
