package clienthost.okhttp;

import clienthost.PostingClient;
import java.io.IOException;
import java.net.URI;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import okhttp3.Call;
import okhttp3.Callback;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.ResponseBody;

/** {@code enqueue()}, whose callback completes a future that the caller waits for. */
public final class EnqueueClient implements PostingClient {
  private final OkHttpClient client = ExecuteClient.client();

  @Override
  public String call(URI uri) throws Exception {
    return answer(ExecuteClient.request(uri));
  }

  @Override
  public String post(URI uri, byte[] body) throws Exception {
    return answer(ExecuteClient.request(uri, body));
  }

  private String answer(Request request) throws Exception {
    CompletableFuture<String> answer = new CompletableFuture<>();
    client.newCall(request).enqueue(new Completing(answer));
    return answer.get();
  }

  private record Completing(CompletableFuture<String> answer) implements Callback {
    @Override
    public void onFailure(Call call, IOException e) {
      answer.completeExceptionally(e);
    }

    @Override
    public void onResponse(Call call, Response response) {
      try (ResponseBody body = Objects.requireNonNull(response.body())) {
        answer.complete(body.string());
      } catch (IOException e) {
        answer.completeExceptionally(e);
      }
    }
  }
}
