package clienthost.stdio;

import io.modelcontextprotocol.client.McpClient;
import io.modelcontextprotocol.client.McpSyncClient;
import io.modelcontextprotocol.client.transport.ServerParameters;
import io.modelcontextprotocol.client.transport.StdioClientTransport;
import io.modelcontextprotocol.json.McpJsonDefaults;
import io.modelcontextprotocol.spec.McpSchema;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** The official SDK of the Model Context Protocol, its client that blocks. */
record McpSdk(McpSyncClient client) implements ChildClient {
  static McpSdk start(List<String> command) {
    ServerParameters server =
        ServerParameters.builder(command.get(0)).args(command.subList(1, command.size())).build();
    McpSyncClient client =
        McpClient.sync(new StdioClientTransport(server, McpJsonDefaults.getMapper()))
            .requestTimeout(Duration.ofHours(1))
            .initializationTimeout(Duration.ofMinutes(2))
            .build();
    client.initialize();
    return new McpSdk(client);
  }

  @Override
  public String ask(String text) {
    McpSchema.CallToolResult result =
        client.callTool(new McpSchema.CallToolRequest(text, Map.of(), null));
    return result.content().get(0) instanceof McpSchema.TextContent said ? said.text() : "?";
  }
}
