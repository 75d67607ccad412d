package dev.unjam.bridge;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;

/** A host thread, and a real child that says one thing for each line that it hears. */
abstract class RpcCrew extends Crew {
  static final String UPDATE =
      "{\"method\":\"session/update\",\"params\":{\"sessionId\":\"%s\",\"update\":"
          + "{\"sessionUpdate\":\"%s\"}}}";
  static final String ANSWER = "{\"id\":%d,\"result\":{\"stopReason\":\"end_turn\"}}";
  static final String REFUSAL = "{\"id\":%d,\"error\":{\"code\":1,\"message\":\"quota\"}}";

  final Object lock = new Object();
  @org.jspecify.annotations.Nullable Process child;

  @BeforeAll
  static void access() throws Exception {
    ChildHooksTest.access();
  }

  @AfterEach
  void end() {
    requireNonNull(child).destroyForcibly();
  }

  /**
   * A child that answers the first lines that it reads with these, and lives on: what one that has
   * ended left in its pipe is read by the JDK at once, whenever that is.
   */
  final Process says(String... lines) throws IOException {
    List<String> command = new ArrayList<>();
    String script = "for s; do read x; echo \"$s\"; done; while read x; do :; done";
    command.addAll(List.of("sh", "-c", script, "agent"));
    command.addAll(List.of(lines));
    return started(command);
  }

  final Process started(List<String> command) throws IOException {
    Process p = new ProcessBuilder(command).start();
    child = p;
    ChildHooks.started(p, List.of("/opt/agent", "--key=secret"));
    return p;
  }

  static void write(Process p, String line) throws IOException {
    OutputStream in = p.getOutputStream();
    in.write((line + "\n").getBytes(UTF_8));
    in.flush();
  }

  static String prompt(int id, String session) {
    return "{\"id\":"
        + id
        + ",\"method\":\"session/prompt\",\"params\":{\"sessionId\":\""
        + session
        + "\"}}";
  }

  final void take() {
    HoldHooks.ownerSet(lock, Thread.currentThread());
  }

  final void letGo() {
    HoldHooks.ownerSet(lock, null);
  }

  static CallRecord call() {
    return requireNonNull(Threads.mine().call());
  }

  static ChildRecord record(Process p) {
    return requireNonNull(Children.of(p));
  }

  static List<CallRecord> pending(Process p) {
    return record(p).pending().stream().map(ChildCall::call).toList();
  }
}
