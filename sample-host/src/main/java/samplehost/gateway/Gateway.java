package samplehost.gateway;

import java.io.IOException;
import java.nio.file.Files;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;

/**
 * Puts the parts together: Jetty takes messages in, workers answer them, the outbox keeps both
 * apart.
 */
final class Gateway {
  private static final long IDLE_MILLIS = 120_000;

  private final Server server = new Server();
  private final ServerConnector connector = new ServerConnector(server);

  Gateway(Settings settings) throws IOException {
    Files.createDirectories(settings.sessions());
    SessionStore sessions = new SessionStore(settings.sessions(), settings.runtime());
    Outbox outbox = new Outbox();
    Runtimes runtimes = new Runtimes(settings);
    Workers workers = new Workers(settings.workers(), settings.queue());
    Turns turns = new Turns(sessions, runtimes, outbox, settings.lockTimeout());
    connector.setHost("127.0.0.1");
    connector.setPort(settings.port());
    connector.setIdleTimeout(IDLE_MILLIS);
    server.addConnector(connector);
    server.setHandler(new Api(workers, turns, outbox, sessions));
  }

  /** Starts to listen and returns the port. */
  int start() throws Exception {
    server.start();
    return connector.getLocalPort();
  }

  void join() throws InterruptedException {
    server.join();
  }
}
