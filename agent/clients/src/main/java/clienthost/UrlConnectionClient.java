package clienthost;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;

/** The oldest client of the JDK, over both of its schemes. */
final class UrlConnectionClient implements StreamingClient {
  @Override
  public InputStream open(URI uri) throws IOException {
    HttpURLConnection connection = (HttpURLConnection) uri.toURL().openConnection();
    return connection.getResponseCode() < 400
        ? connection.getInputStream()
        : connection.getErrorStream();
  }
}
