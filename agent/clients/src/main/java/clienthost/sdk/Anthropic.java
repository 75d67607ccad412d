package clienthost.sdk;

import static java.util.stream.Collectors.joining;

import clienthost.Client;
import com.anthropic.client.AnthropicClient;
import com.anthropic.client.okhttp.AnthropicOkHttpClient;
import com.anthropic.core.http.StreamResponse;
import com.anthropic.models.messages.MessageCreateParams;
import com.anthropic.models.messages.RawMessageStreamEvent;
import java.net.URI;

/** Anthropic's SDK as it comes, over OkHttp: three requests at most, ten minutes for each. */
public final class Anthropic {
  private Anthropic() {}

  /** {@code create}. */
  public static Client blocking() {
    return new ModelClient<>(
        Anthropic::connected,
        (client, model) ->
            client.messages().create(params(model)).content().get(0).asText().text());
  }

  /** {@code createStreaming}. */
  public static Client streaming() {
    return new ModelClient<>(Anthropic::connected, Anthropic::streamed);
  }

  private static AnthropicClient connected(URI server) {
    return AnthropicOkHttpClient.builder().apiKey("none").baseUrl(server.toString()).build();
  }

  private static MessageCreateParams params(String model) {
    return MessageCreateParams.builder().model(model).maxTokens(9).addUserMessage("hello").build();
  }

  private static String streamed(AnthropicClient client, String model) {
    try (StreamResponse<RawMessageStreamEvent> events =
        client.messages().createStreaming(params(model))) {
      return events.stream()
          .flatMap(event -> event.contentBlockDelta().stream())
          .flatMap(delta -> delta.delta().text().stream())
          .map(text -> text.text())
          .collect(joining());
    }
  }
}
