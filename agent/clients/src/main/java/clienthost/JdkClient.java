package clienthost;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;

/** The client of {@code java.net.http}, in one of the ways to send with it. */
final class JdkClient implements PostingClient {
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

  @Override
  public String post(URI uri, byte[] body) throws Exception {
    BodyPublisher publisher = BodyPublishers.ofByteArray(body);
    return sending.body(client, HttpRequest.newBuilder(uri).POST(publisher).build());
  }
}
