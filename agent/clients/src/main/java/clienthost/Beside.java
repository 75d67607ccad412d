package clienthost;

import java.net.URI;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A client that shares its one connection with somebody who holds nothing and reads a slow stream;
 * the next one that is answered waits until the stream has come to its own end.
 */
public final class Beside implements Client {
  private static final long DEADLINE_SECONDS = 60;

  private final Client client;
  private final LinkedBlockingQueue<Runnable> orders = new LinkedBlockingQueue<>();
  private @Nullable CompletableFuture<String> neighbour;

  /** A client whose calls share a connection. */
  public Beside(Client client) {
    this.client = client;
    // A thread that was started under the hold would be at the holder's work.
    Thread thread = new Thread(this::work, "neighbour");
    thread.setDaemon(true);
    thread.start();
  }

  /** Where the neighbour's call goes. */
  public static String path(String path) {
    int rest = path.indexOf('/', 1);
    return "/" + Scenario.TRICKLE.segment() + path.substring(rest) + "-beside";
  }

  @Override
  public String call(URI uri) throws Exception {
    String segment = "/" + Scenario.OK.segment() + "/";
    boolean last = uri.getPath().startsWith(segment);
    CompletableFuture<String> before = neighbour;
    if (before == null && !last) {
      // The connection is there before two want it.
      client.call(uri.resolve(segment + "first"));
      neighbour = begin(uri.resolve(path(uri.getPath())));
    } else if (before != null && last) {
      neighbour = null;
      awaitEnd(before);
    }
    return client.call(uri);
  }

  private static void awaitEnd(CompletableFuture<String> stream) throws Exception {
    String body = stream.get(DEADLINE_SECONDS, TimeUnit.SECONDS);
    if (!body.contains(Scenario.BODY)) {
      throw new IllegalStateException("the stream beside it was cut");
    }
  }

  private CompletableFuture<String> begin(URI uri) {
    CompletableFuture<String> answer = new CompletableFuture<>();
    orders.add(
        () -> {
          try {
            answer.complete(client.call(uri));
          } catch (Throwable e) {
            answer.completeExceptionally(e);
          }
        });
    return answer;
  }

  private void work() {
    try {
      orders.take().run();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
