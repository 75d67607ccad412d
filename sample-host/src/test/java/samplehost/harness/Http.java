package samplehost.harness;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** Talks JSON with one process on loopback. */
final class Http {
  static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration SLACK = Duration.ofSeconds(10);

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  int post(int port, String path, JsonNode body) throws IOException, InterruptedException {
    HttpRequest request =
        to(port, path, SLACK).POST(HttpRequest.BodyPublishers.ofString(body.toString())).build();
    return client.send(request, HttpResponse.BodyHandlers.ofString()).statusCode();
  }

  /**
   * Gets JSON.
   *
   * @param wait how long the other side may take on purpose
   */
  JsonNode get(int port, String path, Duration wait) throws IOException, InterruptedException {
    HttpResponse<String> response =
        client.send(to(port, path, wait.plus(SLACK)).build(), HttpResponse.BodyHandlers.ofString());
    if (response.statusCode() != 200) {
      throw new IOException(path + " answered " + response.statusCode());
    }
    return JSON.readTree(response.body());
  }

  private static HttpRequest.Builder to(int port, String path, Duration timeout) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).timeout(timeout);
  }
}
