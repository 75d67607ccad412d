package clienthost.sdk;

import static java.util.Objects.requireNonNull;

import clienthost.Client;
import com.google.genai.types.HttpOptions;
import java.net.URI;

/** Google's SDK of Gemini as it comes, over OkHttp, whose interceptor tries five times. */
public final class GoogleGenAi {
  private GoogleGenAi() {}

  /** {@code generateContent}. */
  public static Client blocking() {
    return new ModelClient<>(
        GoogleGenAi::connected,
        (client, model) ->
            requireNonNull(client.models.generateContent(model, "hello", null).text()));
  }

  private static com.google.genai.Client connected(URI server) {
    return com.google.genai.Client.builder()
        .apiKey("none")
        .httpOptions(HttpOptions.builder().baseUrl(server.toString()).build())
        .build();
  }
}
