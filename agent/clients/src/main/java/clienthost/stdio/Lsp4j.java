package clienthost.stdio;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.eclipse.lsp4j.jsonrpc.Launcher;
import org.eclipse.lsp4j.jsonrpc.services.JsonRequest;

/** LSP4J's half of JSON-RPC: a proxy that returns futures, a thread that completes them. */
record Lsp4j(Server server, Future<Void> listening) implements ChildClient {
  /** What the child is asked. */
  public interface Server {
    /** Any text. */
    @JsonRequest("text/ask")
    CompletableFuture<Map<String, String>> ask(Map<String, String> text);
  }

  static Lsp4j start(List<String> command) throws IOException {
    Process child =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    Launcher<Server> launcher =
        new Launcher.Builder<Server>()
            .setLocalService(new Object())
            .setRemoteInterface(Server.class)
            .setInput(child.getInputStream())
            .setOutput(child.getOutputStream())
            .create();
    return new Lsp4j(launcher.getRemoteProxy(), launcher.startListening());
  }

  @Override
  public String ask(String text) throws InterruptedException, ExecutionException {
    return String.valueOf(server.ask(Map.of("text", text)).get().get("text"));
  }
}
