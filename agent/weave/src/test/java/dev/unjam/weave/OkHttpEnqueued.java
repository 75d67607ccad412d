package dev.unjam.weave;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import okhttp3.Call;
import okhttp3.Callback;
import okhttp3.Dispatcher;
import okhttp3.EventListener;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;

/** A host of OkHttp's, seen by types of the JDK's alone: it lives in a loader of woven classes. */
public final class OkHttpEnqueued implements Function<String, CompletableFuture<String>> {
  /** What the client's listener was told, by the names of its methods. */
  public final List<String> told = new CopyOnWriteArrayList<>();

  /** The calls that were enqueued. */
  public final List<Object> calls = new CopyOnWriteArrayList<>();

  private final Dispatcher dispatcher = new Dispatcher();
  private final OkHttpClient client;

  /** A client that has one call to a host under way, and no more. */
  public OkHttpEnqueued() {
    dispatcher.setMaxRequestsPerHost(1);
    client = new OkHttpClient.Builder().dispatcher(dispatcher).eventListener(new Told()).build();
  }

  /** Enqueues a call; its future ends with the callback, with the body or with what it is told. */
  @Override
  public CompletableFuture<String> apply(String url) {
    CompletableFuture<String> answer = new CompletableFuture<>();
    Call call = client.newCall(new Request.Builder().url(url).build());
    calls.add(call);
    call.enqueue(new Completing(answer));
    return answer;
  }

  /** How many calls are under way and how many wait. */
  public List<Integer> counts() {
    return List.of(dispatcher.runningCallsCount(), dispatcher.queuedCallsCount());
  }

  /** Cancels one of them as the host would. */
  public void cancel(int i) {
    ((Call) calls.get(i)).cancel();
  }

  private final class Told extends EventListener {
    @Override
    public void callStart(Call call) {
      told.add("callStart");
    }

    @Override
    public void callFailed(Call call, IOException e) {
      told.add("callFailed");
    }

    @Override
    public void callEnd(Call call) {
      told.add("callEnd");
    }
  }

  private record Completing(CompletableFuture<String> answer) implements Callback {
    @Override
    public void onFailure(Call call, IOException e) {
      if (!answer.completeExceptionally(e)) {
        throw new IllegalStateException("told twice");
      }
    }

    @Override
    public void onResponse(Call call, Response response) throws IOException {
      answer.complete(response.body().string());
    }
  }
}
