package clienthost;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.BodySubscribers;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow.Publisher;
import java.util.concurrent.Flow.Subscriber;
import java.util.concurrent.Flow.Subscription;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** The other body handlers of {@code java.net.http}, and other ways to wait for an answer. */
final class JdkHandlers implements Client {
  private final HttpClient client = HttpClient.newHttpClient();
  private final Way way;

  private JdkHandlers(Way way) {
    this.way = way;
  }

  /** A way to take the answer. */
  private interface Way {
    String body(HttpClient client, HttpRequest request) throws Exception;
  }

  @Override
  public String call(URI uri) throws Exception {
    return way.body(client, HttpRequest.newBuilder(uri).build());
  }

  private static JdkHandlers handled(BodyHandler<String> handler) {
    return new JdkHandlers((client, request) -> client.send(request, handler).body());
  }

  static JdkHandlers publisher() {
    return new JdkHandlers(
        (client, request) -> all(client.send(request, BodyHandlers.ofPublisher()).body()).get());
  }

  static JdkHandlers publisherAsync() {
    return new JdkHandlers(
        (client, request) ->
            client
                .sendAsync(request, BodyHandlers.ofPublisher())
                .thenCompose(answer -> all(answer.body()))
                .get());
  }

  static JdkHandlers publisherMapped() {
    return new JdkHandlers(
        (client, request) -> client.send(request, info -> mapped()).body().get());
  }

  private static BodySubscriber<CompletableFuture<String>> mapped() {
    return BodySubscribers.mapping(BodySubscribers.ofPublisher(), JdkHandlers::all);
  }

  static JdkHandlers bytes() {
    return new JdkHandlers(
        (client, request) ->
            new String(client.send(request, BodyHandlers.ofByteArray()).body(), UTF_8));
  }

  static JdkHandlers file() {
    return new JdkHandlers(
        (client, request) -> {
          Path file = Files.createTempFile("answer", ".txt");
          try {
            return Files.readString(client.send(request, BodyHandlers.ofFile(file)).body());
          } finally {
            Files.delete(file);
          }
        });
  }

  static JdkHandlers lineSubscriber() {
    return new JdkHandlers(
        (client, request) -> {
          All<String> lines = new All<>(line -> line);
          client.send(request, BodyHandlers.fromLineSubscriber(lines));
          return lines.whole.get();
        });
  }

  static JdkHandlers consumer() {
    return new JdkHandlers(
        (client, request) -> {
          StringBuilder text = new StringBuilder();
          client.send(
              request,
              BodyHandlers.ofByteArrayConsumer(
                  some -> some.ifPresent(bytes -> text.append(new String(bytes, UTF_8)))));
          return text.toString();
        });
  }

  static JdkHandlers buffering() {
    return handled(BodyHandlers.buffering(BodyHandlers.ofString(), 4096));
  }

  static JdkHandlers own() {
    return handled(info -> new Own());
  }

  static JdkHandlers discarding() {
    return handled(info -> BodySubscribers.mapping(BodySubscribers.discarding(), nothing -> "ok"));
  }

  static JdkHandlers linesAsync() {
    return new JdkHandlers(
        (client, request) ->
            client.sendAsync(request, BodyHandlers.ofLines()).join().body().collect(joining()));
  }

  static JdkHandlers streamAsync() {
    return new JdkHandlers(
        (client, request) ->
            new String(
                client.sendAsync(request, BodyHandlers.ofInputStream()).get().body().readAllBytes(),
                UTF_8));
  }

  static JdkHandlers stage() {
    return new JdkHandlers(
        (client, request) ->
            client
                .sendAsync(request, BodyHandlers.ofString())
                .thenApply(HttpResponse::body)
                .thenApplyAsync(String::strip)
                .get(1, TimeUnit.HOURS));
  }

  private static CompletableFuture<String> all(Publisher<List<ByteBuffer>> published) {
    All<List<ByteBuffer>> all = new All<>(JdkHandlers::text);
    published.subscribe(all);
    return all.whole;
  }

  private static String text(List<ByteBuffer> buffers) {
    StringBuilder text = new StringBuilder();
    buffers.forEach(buffer -> text.append(UTF_8.decode(buffer)));
    return text.toString();
  }

  /** Takes everything, one piece after the other. */
  private static class All<T> implements Subscriber<T> {
    final CompletableFuture<String> whole = new CompletableFuture<>();
    private final StringBuilder text = new StringBuilder();
    private final Function<T, String> reader;
    private final CompletableFuture<Subscription> subscription = new CompletableFuture<>();

    All(Function<T, String> reader) {
      this.reader = reader;
    }

    @Override
    public void onSubscribe(Subscription s) {
      subscription.complete(s);
      s.request(1);
    }

    @Override
    public void onNext(T piece) {
      text.append(reader.apply(piece));
      subscription.join().request(1);
    }

    @Override
    public void onError(Throwable error) {
      whole.completeExceptionally(error);
    }

    @Override
    public void onComplete() {
      whole.complete(text.toString());
    }
  }

  /** A subscriber of the host's own. */
  private static final class Own extends All<List<ByteBuffer>> implements BodySubscriber<String> {
    Own() {
      super(JdkHandlers::text);
    }

    @Override
    public CompletionStage<String> getBody() {
      return whole;
    }
  }
}
