package dev.unjam.bridge;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.BufferedReader;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A host that gives all of its requests one id, for it never has two at a time. */
class RpcSameIdTest extends RpcCrew {
  private static final int ROUNDS = 12;

  @Test
  void eachAnswerIsThatOfTheRequestBeforeIt() throws Exception {
    List<String> answers =
        Collections.nCopies(ROUNDS, "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{}}");
    Process p = says(answers.toArray(String[]::new));
    onHost(
        () -> {
          take();
          BufferedReader out = p.inputReader(UTF_8);
          for (int i = 0; i < ROUNDS; i++) {
            write(p, "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/list\",\"params\":{}}");
            assertEquals(1, pending(p).size(), "round " + i);
            out.readLine();
            assertEquals(List.of(), pending(p), "round " + i);
          }
          letGo();
          return null;
        });
  }
}
