package dev.unjam.benchmarks.calls;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;

/** java.net.http, {@code send}. */
final class JavaClient implements Client {
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  @Override
  public int get(URI uri) throws IOException, InterruptedException {
    return client.send(request(uri), BodyHandlers.ofString()).body().length();
  }

  @Override
  public int stream(URI uri) throws IOException, InterruptedException {
    try (InputStream in = client.send(request(uri), BodyHandlers.ofInputStream()).body()) {
      return Client.drain(in);
    }
  }

  private static HttpRequest request(URI uri) {
    return HttpRequest.newBuilder(uri).build();
  }
}
