package clienthost.stdio;

import java.nio.file.Path;
import java.util.List;

/** The libraries, by the name that the host program takes. */
public enum StdioLibrary {
  /** The official SDK of the Agent Client Protocol: a reactive core with threads of its own. */
  ACP,
  /** The same for Kotlin: coroutines on threads that are everybody's. */
  ACP_KOTLIN,
  /** The official SDK of the Model Context Protocol, which is built the same way. */
  MCP,
  /** LSP4J: frames with a length before them, written by who asks. */
  LSP4J,
  /** Plain code: a queue to the thread that writes, and one from the thread that reads. */
  QUEUES,
  /** Plain code: whoever asks writes, and a thread that reads completes his future. */
  FUTURES;

  /** Starts the child and makes itself known to it. */
  ChildClient start() throws Exception {
    return switch (this) {
      case ACP -> AcpSdk.start(child("lines"));
      case ACP_KOTLIN -> KotlinSdk.start(child("lines"));
      case MCP -> McpSdk.start(child("lines"));
      case LSP4J -> Lsp4j.start(child("lengths"));
      case QUEUES -> Queues.start(child("lines"));
      case FUTURES -> Futures.start(child("lines"));
    };
  }

  /** This very program's other half, on the Java that runs it. */
  private static List<String> child(String framing) {
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-XX:TieredStopAtLevel=1",
        "-XX:+UseSerialGC",
        "-cp",
        System.getProperty("java.class.path"),
        "clienthost.stdio.MuteChild",
        framing);
  }
}
