package dev.unjam.clients;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import clienthost.stdio.StdioLibrary;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Who asks a child through a library, and gets no answer, is freed by an answer: the library throws
 * what it throws for an error of the child's, and the child goes on.
 */
@Timeout(180)
class ChildLibrariesIT {
  private static final String OPTIONS =
      "threshold=1s,patience=2s,silence=3s,silence.child=8s,leak=1s,grace=2s";
  private static final String CLEAR = "Model API quota exceeded, try again later";

  @TempDir Path folder;

  @ParameterizedTest
  @EnumSource(StdioLibrary.class)
  void theLibraryThrowsItsOwnErrorAndTheChildGoesOn(StdioLibrary library) throws Exception {
    try (StdioProcess bare = StdioProcess.start(folder.resolve("without"), library, "");
        StdioProcess watched = StdioProcess.start(folder.resolve("with"), library, OPTIONS)) {
      assertEquals("before: pong", bare.said("before: "));
      assertEquals("before: pong", watched.said("before: "));
      assertEquals("beside: pong", watched.said("beside: "));

      String freed = watched.said("freed: ");
      assertTrue(freed.startsWith("freed: " + ownError(library)), freed);
      assertTrue(freed.contains(CLEAR), freed);
      assertEquals("after: pong", watched.said("after: "), watched::story);
      JsonNode opened = watched.log().events("incident.opened").get(0);
      assertEquals(
          hearsErrors(library) ? "refused/quota" : "silent/",
          opened.path("verdict").asText() + "/" + opened.path("class").asText(""),
          watched::story);

      assertEquals("beside: pong", bare.said("beside: "));
      assertTrue(bare.isStuck(), bare::story);
      watched.assertUnharmed();
    }
  }

  /** Whether it reads what the child says on its error stream; what is inherited nobody does. */
  private static boolean hearsErrors(StdioLibrary library) {
    return library == StdioLibrary.ACP || library == StdioLibrary.MCP;
  }

  /** What the library's user catches. */
  private static String ownError(StdioLibrary library) {
    return switch (library) {
      case ACP -> "AcpError(";
      case ACP_KOTLIN -> "JsonRpcException(";
      case MCP -> "McpError(";
      case LSP4J -> "ExecutionException(";
      case QUEUES -> "IOException(";
      case FUTURES -> "CompletionException(";
    };
  }
}
