package clienthost;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;

/** The client of {@code java.net.http} whose body is read as a stream. */
final class JdkStreamClient implements StreamingClient, PostingClient {
  private final HttpClient client = HttpClient.newHttpClient();

  @Override
  public InputStream open(URI uri) throws IOException, InterruptedException {
    return open(HttpRequest.newBuilder(uri));
  }

  @Override
  public String post(URI uri, byte[] body) throws IOException, InterruptedException {
    HttpRequest.Builder request = HttpRequest.newBuilder(uri);
    try (InputStream in = open(request.POST(BodyPublishers.ofByteArray(body)))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private InputStream open(HttpRequest.Builder request) throws IOException, InterruptedException {
    return client.send(request.build(), BodyHandlers.ofInputStream()).body();
  }
}
