package samplehost.gateway;

import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks the provider with java.net.http, and takes a refusal for having nothing to say. */
final class JdkRuntime implements ModelRuntime {
  private static final Logger LOG = LoggerFactory.getLogger(JdkRuntime.class);

  // BUG: no connect timeout, and no request has one either
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final Completion completion;

  JdkRuntime(Completion completion) {
    this.completion = completion;
  }

  @Override
  public Optional<String> answer(Session session, Prompt prompt, List<Transcript.Said> said)
      throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(completion.uri())
            .header("Content-Type", "application/json")
            .header("Authorization", Completion.AUTHORIZATION)
            .POST(HttpRequest.BodyPublishers.ofString(completion.request(session, prompt, said)))
            .build();
    if (!prompt.stream()) {
      return whole(send(request, prompt, BodyHandlers.ofString()));
    }
    return prompt.lines()
        ? lines(send(request, prompt, BodyHandlers.ofLines()))
        : bytes(send(request, prompt, BodyHandlers.ofInputStream()));
  }

  private <T> HttpResponse<T> send(HttpRequest request, Prompt prompt, BodyHandler<T> handler)
      throws IOException, InterruptedException {
    return prompt.async()
        ? client.sendAsync(request, handler).join()
        : client.send(request, handler);
  }

  private static Optional<String> whole(HttpResponse<String> response) throws IOException {
    return response.statusCode() >= 400
        ? swallow(response.statusCode(), response.body())
        : Optional.of(Completion.text(response.body()));
  }

  private static Optional<String> bytes(HttpResponse<InputStream> response) throws IOException {
    try (InputStream body = response.body()) {
      return response.statusCode() >= 400
          ? swallow(response.statusCode(), new String(body.readAllBytes(), StandardCharsets.UTF_8))
          : Optional.of(EventLines.read(body));
    }
  }

  private static Optional<String> lines(HttpResponse<Stream<String>> response) throws IOException {
    try (Stream<String> body = response.body()) {
      return response.statusCode() >= 400
          ? swallow(response.statusCode(), body.collect(Collectors.joining("\n")))
          : Optional.of(EventLines.read(body.iterator()));
    }
  }

  // BUG: a refusal becomes an empty answer, and the user is told nothing
  private static Optional<String> swallow(int status, String body) {
    LOG.debug("provider answered {}: {}", status, body);
    return Optional.empty();
  }
}
