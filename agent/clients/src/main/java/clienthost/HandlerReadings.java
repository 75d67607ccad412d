package clienthost;

import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.stream.Stream;

/** The handlers of {@code java.net.http} that give no stream of bytes. */
final class HandlerReadings {
  private HandlerReadings() {}

  static Map<String, ReadingClient> all() {
    HttpClient client = HttpClient.newHttpClient();
    Map<String, ReadingClient> all = new LinkedHashMap<>();
    all.put(
        "java.net.http ofByteArray",
        by(client, BodyHandlers.ofByteArray(), (reads, body) -> reads.bytes("body", body)));
    all.put(
        "java.net.http ofString",
        by(client, BodyHandlers.ofString(), (reads, body) -> text(reads, body)));
    all.put("java.net.http ofLines", by(client, BodyHandlers.ofLines(), HandlerReadings::lines));
    all.put(
        "java.net.http ofPublisher",
        by(
            client,
            BodyHandlers.ofPublisher(),
            (r, published) -> {
              Noting to = new Noting();
              published.subscribe(to);
              to.tell(r);
            }));
    all.put(
        "java.net.http with a handler of its own",
        by(client, info -> new Own(), (reads, noted) -> noted.tell(reads)));
    return all;
  }

  /** What a reader does with a body. */
  private interface Told<T> {
    void tell(Reads reads, T body) throws Exception;
  }

  private static <T> ReadingClient by(HttpClient client, BodyHandler<T> handler, Told<T> told) {
    return new StreamReadings.Pushed() {
      @Override
      public void read(URI uri, String method, Reads reads) throws Exception {
        HttpResponse<T> answer = client.send(StreamReadings.request(uri, method), handler);
        reads.note("status", answer.statusCode());
        told.tell(reads, answer.body());
      }

      @Override
      public List<Reads.Way> ways() {
        return List.of(Reads.Way.WHOLE);
      }
    };
  }

  private static void text(Reads reads, String text) {
    reads.bytes("text", text.getBytes(StandardCharsets.UTF_8));
  }

  private static void lines(Reads reads, Stream<String> lines) {
    try (lines) {
      List<String> all = lines.toList();
      reads.note("lines", all.size());
      text(reads, String.join("\n", all));
    }
  }

  /** Takes everything, and notes how it came. */
  private static class Noting implements Flow.Subscriber<List<ByteBuffer>> {
    private final ByteArrayOutputStream all = new ByteArrayOutputStream();
    private final StringBuilder calls = new StringBuilder();
    private final Set<String> kinds = new TreeSet<>();
    final CompletableFuture<Noting> end = new CompletableFuture<>();

    @Override
    public void onSubscribe(Flow.Subscription subscription) {
      calls.append("onSubscribe ");
      subscription.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(List<ByteBuffer> pieces) {
      calls.append("onNext[");
      for (ByteBuffer piece : pieces) {
        calls.append(piece.remaining()).append(' ');
        kinds.add(piece.getClass().getName() + " " + piece.order());
        byte[] bytes = new byte[piece.remaining()];
        piece.get(bytes);
        all.writeBytes(bytes);
      }
      calls.append("] ");
    }

    @Override
    public void onError(Throwable error) {
      calls.append("onError");
      end.completeExceptionally(error);
    }

    @Override
    public void onComplete() {
      calls.append("onComplete");
      end.complete(this);
    }

    /** How it came is the same each time only if it was one piece. */
    void tell(Reads reads) throws Exception {
      end.get();
      if (reads.isOnePiece()) {
        reads.note("calls", calls);
      }
      reads.note("kinds", kinds);
      reads.bytes("all", all.toByteArray());
    }
  }

  private static final class Own extends Noting implements BodySubscriber<Noting> {
    @Override
    public CompletionStage<Noting> getBody() {
      return end;
    }
  }
}
