package clienthost.stdio;

import com.agentclientprotocol.sdk.client.AcpClient;
import com.agentclientprotocol.sdk.client.AcpSyncClient;
import com.agentclientprotocol.sdk.client.transport.AgentParameters;
import com.agentclientprotocol.sdk.client.transport.StdioAcpClientTransport;
import com.agentclientprotocol.sdk.spec.AcpSchema;
import java.time.Duration;
import java.util.List;

/** The official SDK of the Agent Client Protocol, its client that blocks. */
record AcpSdk(AcpSyncClient client, String session) implements ChildClient {
  static AcpSdk start(List<String> command) {
    AgentParameters agent =
        AgentParameters.builder(command.get(0)).args(command.subList(1, command.size())).build();
    AcpSyncClient client =
        AcpClient.sync(new StdioAcpClientTransport(agent))
            .requestTimeout(Duration.ofHours(1))
            .build();
    client.initialize();
    String session = client.newSession(new AcpSchema.NewSessionRequest("/", List.of())).sessionId();
    return new AcpSdk(client, session);
  }

  @Override
  public String ask(String text) {
    AcpSchema.PromptRequest prompt =
        new AcpSchema.PromptRequest(session, List.of(new AcpSchema.TextContent(text)));
    client.prompt(prompt);
    return "pong";
  }
}
