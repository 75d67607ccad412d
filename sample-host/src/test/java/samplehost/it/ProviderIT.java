package samplehost.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import samplehost.Json;
import samplehost.harness.Rig;
import samplehost.harness.RigOptions;

/** The provider's answers, as a client sees them. */
@Timeout(60)
class ProviderIT {
  private static final HttpClient CLIENT =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  @TempDir static Path folder;
  private static Rig rig;

  @BeforeAll
  static void start() throws Exception {
    rig = Rig.start(RigOptions.in(folder));
  }

  @AfterAll
  static void stop() {
    rig.close();
  }

  @ParameterizedTest
  @CsvSource({
    "!429, /error/code, insufficient_quota, ''",
    "!429:openai:retry-after=20, /error/type, insufficient_quota, 20",
    "!429:anthropic, /error/type, rate_limit_error, ''",
    "!429:google:retry-after=39, /error/details/0/retryDelay, 39s, 39",
    "!429:generic:retry-after=3600, /error, Too Many Requests, 3600"
  })
  void aRefusalIsThatOfTheProviderNamed(String text, String at, String value, String retryAfter)
      throws Exception {
    HttpResponse<String> refusal = complete(body(text, false));
    assertEquals(429, refusal.statusCode());
    assertEquals(value, Json.MAPPER.readTree(refusal.body()).at(at).asText());
    assertEquals(retryAfter, refusal.headers().firstValue("Retry-After").orElse(""));
  }

  @Test
  void aStreamEndsWithDone() throws Exception {
    String events = complete(body("hello", true)).body();
    assertTrue(events.endsWith("data: [DONE]\n\n"), events);
  }

  @ParameterizedTest
  @CsvSource({
    "!nonsense, unknown directive !nonsense",
    "!slow:chunks=x, of chunks is not a whole number"
  })
  void aDirectiveThatCannotBeReadIsNamed(String text, String why) throws Exception {
    HttpResponse<String> answer = complete(body(text, true));
    assertEquals(400, answer.statusCode());
    assertTrue(answer.body().contains(why), answer.body());
  }

  @Test
  void aBodyThatIsNotJsonIsRefused() throws Exception {
    assertEquals(400, complete("{").statusCode());
  }

  private static String body(String text, boolean stream) {
    var body = Json.MAPPER.createObjectNode().put("model", "m").put("stream", stream);
    body.putArray("messages").addObject().put("role", "user").put("content", text);
    return body.toString();
  }

  private static HttpResponse<String> complete(String body)
      throws IOException, InterruptedException {
    String uri = "http://127.0.0.1:" + rig.providerPort() + "/v1/chat/completions";
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(uri))
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build();
    return CLIENT.send(request, HttpResponse.BodyHandlers.ofString());
  }
}
