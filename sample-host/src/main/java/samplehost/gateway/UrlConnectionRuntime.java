package samplehost.gateway;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks the provider with HttpURLConnection, again and again until it answers. */
final class UrlConnectionRuntime implements ModelRuntime {
  private static final Logger LOG = LoggerFactory.getLogger(UrlConnectionRuntime.class);

  private final Completion completion;

  UrlConnectionRuntime(Completion completion) {
    this.completion = completion;
  }

  // BUG: no time is too long and no number of refusals too high, and the session stays locked
  @Override
  public Optional<String> answer(Session session, Prompt prompt, List<Transcript.Said> said)
      throws IOException, InterruptedException {
    String body = completion.request(session, prompt, said);
    while (true) {
      HttpURLConnection connection = send(body);
      int status = connection.getResponseCode();
      if (status < 400) {
        return Optional.of(read(connection, prompt.stream()));
      }
      String error = errorBody(connection);
      if (status != 429 && status < 500) {
        throw new IOException("the provider answered " + status + ": " + error);
      }
      Duration pause = retryAfter(connection);
      LOG.debug("provider answered {}, again in {}: {}", status, pause, error);
      Thread.sleep(pause.toMillis());
    }
  }

  // BUG: neither a connect timeout nor a read timeout
  private HttpURLConnection send(String body) throws IOException {
    HttpURLConnection connection = (HttpURLConnection) completion.uri().toURL().openConnection();
    connection.setRequestMethod("POST");
    connection.setRequestProperty("Content-Type", "application/json");
    connection.setRequestProperty("Authorization", Completion.AUTHORIZATION);
    connection.setDoOutput(true);
    try (OutputStream out = connection.getOutputStream()) {
      out.write(body.getBytes(StandardCharsets.UTF_8));
    }
    return connection;
  }

  private static String read(HttpURLConnection connection, boolean stream) throws IOException {
    try (InputStream in = connection.getInputStream()) {
      return stream ? EventLines.read(in) : Completion.text(text(in));
    }
  }

  // BUG: an error's body may stall as well
  private static String errorBody(HttpURLConnection connection) throws IOException {
    try (InputStream in = connection.getErrorStream()) {
      return in == null ? "" : text(in);
    }
  }

  private static String text(InputStream in) throws IOException {
    return new String(in.readAllBytes(), StandardCharsets.UTF_8);
  }

  private static Duration retryAfter(HttpURLConnection connection) {
    return Duration.ofSeconds(connection.getHeaderFieldInt("Retry-After", 1));
  }
}
