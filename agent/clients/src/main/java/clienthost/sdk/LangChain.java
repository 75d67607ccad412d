package clienthost.sdk;

import clienthost.Client;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.langchain4j.model.openai.OpenAiChatModel;
import dev.langchain4j.model.openai.OpenAiStreamingChatModel;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/**
 * LangChain4j's models of OpenAI's, over {@code java.net.http}; two tries more for the blocking.
 */
public final class LangChain {
  /** Its own minute is shorter than the time for which a host without the agent is looked at. */
  private static final Duration LONG = Duration.ofMinutes(10);

  private LangChain() {}

  /** {@code ChatModel.chat}. */
  public static Client blocking() {
    return new ModelClient<>(
        LangChain::model, (chat, model) -> chat.chat(request(model)).aiMessage().text());
  }

  /** {@code StreamingChatModel.chat}, with a handler that completes what the caller waits for. */
  public static Client streaming() {
    return new ModelClient<>(LangChain::streamingModel, LangChain::streamed);
  }

  private static OpenAiChatModel model(URI server) {
    return OpenAiChatModel.builder().baseUrl(server + "v1").apiKey("none").timeout(LONG).build();
  }

  private static OpenAiStreamingChatModel streamingModel(URI server) {
    return OpenAiStreamingChatModel.builder()
        .baseUrl(server + "v1")
        .apiKey("none")
        .timeout(LONG)
        .build();
  }

  private static ChatRequest request(String model) {
    return ChatRequest.builder().modelName(model).messages(UserMessage.from("hello")).build();
  }

  private static String streamed(OpenAiStreamingChatModel chat, String model) {
    CompletableFuture<String> text = new CompletableFuture<>();
    chat.chat(request(model), new Completing(text));
    return text.join();
  }

  /** What the documentation shows. */
  private record Completing(CompletableFuture<String> text)
      implements StreamingChatResponseHandler {
    @Override
    public void onPartialResponse(String part) {
      // the whole comes at the end
    }

    @Override
    public void onCompleteResponse(ChatResponse response) {
      text.complete(response.aiMessage().text());
    }

    @Override
    public void onError(Throwable error) {
      text.completeExceptionally(error);
    }
  }
}
