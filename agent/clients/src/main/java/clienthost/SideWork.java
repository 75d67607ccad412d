package clienthost;

import java.net.URI;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A thread that is there already, as that of a logger's or of metrics', and calls somebody with a
 * client of its own; nobody waits for it.
 */
final class SideWork {
  private final Client client;
  private final ExecutorService thread =
      Executors.newSingleThreadExecutor(
          work -> {
            Thread daemon = new Thread(work, "side-work");
            daemon.setDaemon(true);
            return daemon;
          });

  SideWork(Client client) {
    this.client = client;
    // One that is started under the hold would be the holder's own.
    CompletableFuture.runAsync(() -> {}, thread).join();
  }

  /** Comes back at once. */
  void handOver(URI uri) {
    thread.execute(
        () -> {
          try {
            client.call(uri);
          } catch (Exception e) {
            throw new IllegalStateException("to nobody's notice", e);
          }
        });
  }
}
