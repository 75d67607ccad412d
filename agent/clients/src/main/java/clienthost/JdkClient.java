package clienthost;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;

/** The client of {@code java.net.http}, in one of the ways to send with it. */
final class JdkClient implements Client {
  private final HttpClient client = HttpClient.newHttpClient();
  private final Sending sending;

  JdkClient(Sending sending) {
    this.sending = sending;
  }

  /** A way to send. */
  interface Sending {
    String body(HttpClient client, HttpRequest request) throws Exception;
  }

  @Override
  public String call(URI uri) throws Exception {
    return sending.body(client, HttpRequest.newBuilder(uri).build());
  }
}
