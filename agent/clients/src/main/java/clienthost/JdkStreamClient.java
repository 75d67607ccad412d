package clienthost;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;

/** The client of {@code java.net.http} whose body is read as a stream. */
final class JdkStreamClient implements StreamingClient {
  private final HttpClient client = HttpClient.newHttpClient();

  @Override
  public InputStream open(URI uri) throws IOException, InterruptedException {
    HttpRequest request = HttpRequest.newBuilder(uri).build();
    return client.send(request, BodyHandlers.ofInputStream()).body();
  }
}
