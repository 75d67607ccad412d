package clienthost.okhttp;

import clienthost.PostingClient;
import java.io.IOException;
import java.net.URI;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.sse.EventSource;
import okhttp3.sse.EventSourceListener;
import okhttp3.sse.EventSources;
import org.jspecify.annotations.Nullable;

/** An {@code EventSource} of okhttp-sse, whose events the caller waits for. */
public final class EventSourceClient implements PostingClient {
  private final OkHttpClient client = ExecuteClient.client();

  @Override
  public String call(URI uri) throws Exception {
    return events(ExecuteClient.request(uri));
  }

  @Override
  public String post(URI uri, byte[] body) throws Exception {
    return events(ExecuteClient.request(uri, body));
  }

  private String events(Request request) throws Exception {
    Listener listener = new Listener();
    EventSources.createFactory(client).newEventSource(request, listener);
    return listener.all.get();
  }

  private static final class Listener extends EventSourceListener {
    private final CompletableFuture<String> all = new CompletableFuture<>();
    private final StringBuilder events = new StringBuilder();

    @Override
    public void onEvent(
        EventSource source, @Nullable String id, @Nullable String type, String data) {
      events.append(data);
    }

    @Override
    public void onClosed(EventSource source) {
      all.complete(events.toString());
    }

    /** An answer that is no stream of events comes here as well: its body says what it is. */
    @Override
    public void onFailure(
        EventSource source, @Nullable Throwable thrown, @Nullable Response response) {
      if (response == null || thrown instanceof IOException) {
        all.completeExceptionally(Objects.requireNonNull(thrown));
        return;
      }
      try {
        all.complete(Objects.requireNonNull(response.body()).string());
      } catch (IOException e) {
        all.completeExceptionally(e);
      }
    }
  }
}
