package clienthost.sdk;

import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.joining;

import clienthost.Client;
import java.net.URI;
import java.time.Duration;
import org.springframework.ai.chat.model.ChatResponse;
import org.springframework.ai.chat.prompt.Prompt;
import org.springframework.ai.openai.OpenAiChatModel;
import org.springframework.ai.openai.OpenAiChatOptions;

/** Spring AI's model of OpenAI's, over OpenAI's SDK and OkHttp: four requests at most. */
public final class SpringAi {
  /** Its own minute is shorter than the time for which a host without the agent is looked at. */
  private static final Duration LONG = Duration.ofMinutes(10);

  private SpringAi() {}

  /** {@code ChatModel.call}. */
  public static Client blocking() {
    return new ModelClient<>(
        SpringAi::model, (chat, model) -> text(chat.call(prompt(chat, model))));
  }

  /** {@code ChatModel.stream}, whose Flux the caller waits for. */
  public static Client streaming() {
    return new ModelClient<>(
        SpringAi::model,
        (chat, model) ->
            chat.stream(prompt(chat, model)).toStream().map(SpringAi::text).collect(joining()));
  }

  private static OpenAiChatModel model(URI server) {
    return OpenAiChatModel.builder().options(options(server)).build();
  }

  private static OpenAiChatOptions options(URI server) {
    return OpenAiChatOptions.builder().baseUrl(server + "v1").apiKey("none").timeout(LONG).build();
  }

  private static Prompt prompt(OpenAiChatModel chat, String model) {
    return new Prompt("hello", chat.getOptions().mutate().model(model).build());
  }

  private static String text(ChatResponse response) {
    String text = requireNonNull(response.getResult()).getOutput().getText();
    return text == null ? "" : text;
  }
}
