package clienthost.sdk;

import static java.util.stream.Collectors.joining;

import clienthost.Client;
import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.core.http.StreamResponse;
import com.openai.models.chat.completions.ChatCompletion;
import com.openai.models.chat.completions.ChatCompletionChunk;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import java.net.URI;

/** OpenAI's SDK as it comes, over OkHttp: three requests at most, ten minutes for each. */
public final class OpenAi {
  private OpenAi() {}

  /** {@code create}. */
  public static Client blocking() {
    return new ModelClient<>(
        OpenAi::connected,
        (client, model) -> text(client.chat().completions().create(params(model))));
  }

  /** {@code createStreaming}. */
  public static Client streaming() {
    return new ModelClient<>(OpenAi::connected, OpenAi::streamed);
  }

  /** {@code async().create}, joined. */
  public static Client future() {
    return new ModelClient<>(
        OpenAi::connected,
        (client, model) -> text(client.async().chat().completions().create(params(model)).join()));
  }

  private static OpenAIClient connected(URI server) {
    return OpenAIOkHttpClient.builder().apiKey("none").baseUrl(server + "v1").build();
  }

  private static ChatCompletionCreateParams params(String model) {
    return ChatCompletionCreateParams.builder().model(model).addUserMessage("hello").build();
  }

  private static String text(ChatCompletion completion) {
    return completion.choices().get(0).message().content().orElse("");
  }

  private static String streamed(OpenAIClient client, String model) {
    try (StreamResponse<ChatCompletionChunk> chunks =
        client.chat().completions().createStreaming(params(model))) {
      return chunks.stream()
          .flatMap(chunk -> chunk.choices().stream())
          .flatMap(choice -> choice.delta().content().stream())
          .collect(joining());
    }
  }
}
