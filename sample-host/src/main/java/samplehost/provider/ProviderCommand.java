package samplehost.provider;

import java.io.IOException;
import java.net.InetAddress;
import java.util.concurrent.Callable;
import java.util.logging.Level;
import java.util.logging.Logger;
import mockwebserver3.MockWebServer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Serves on loopback until the process is ended. */
@Command(
    name = "provider",
    mixinStandardHelpOptions = true,
    description = "An OpenAI-like provider that plays what the last user message asks for.")
public final class ProviderCommand implements Callable<Integer> {
  private static final Logger QUIET = Logger.getLogger(MockWebServer.class.getName());

  @Option(names = "--port", defaultValue = "0", description = "0 takes a free one")
  private int port;

  @Override
  public Integer call() throws IOException, InterruptedException {
    QUIET.setLevel(Level.WARNING);
    Clients clients = new Clients();
    MockWebServer server = new MockWebServer();
    server.setServerSocketFactory(clients);
    server.setDispatcher(new Script(clients));
    server.start(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), port);
    System.out.println("READY port=" + server.getPort() + " pid=" + ProcessHandle.current().pid());
    Thread.currentThread().join();
    return 0;
  }
}
