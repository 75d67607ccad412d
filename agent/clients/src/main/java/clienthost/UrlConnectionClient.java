package clienthost;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/** The oldest client of the JDK, over both of its schemes. */
final class UrlConnectionClient implements StreamingClient, PostingClient {
  private static final int FEW = 1 << 16;

  @Override
  public InputStream open(URI uri) throws IOException {
    return answer(connection(uri));
  }

  /** A small body is kept until the answer is asked for, a big one goes out as it is written. */
  @Override
  public String post(URI uri, byte[] body) throws IOException {
    HttpURLConnection connection = connection(uri);
    connection.setDoOutput(true);
    if (body.length > FEW) {
      connection.setFixedLengthStreamingMode(body.length);
    }
    try (OutputStream out = connection.getOutputStream()) {
      out.write(body);
    }
    try (InputStream in = answer(connection)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static HttpURLConnection connection(URI uri) throws IOException {
    return (HttpURLConnection) uri.toURL().openConnection();
  }

  private static InputStream answer(HttpURLConnection connection) throws IOException {
    return connection.getResponseCode() < 400
        ? connection.getInputStream()
        : connection.getErrorStream();
  }
}
