package dev.unjam.bridge;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** On a real child, which says one thing for each line that it hears. */
class RpcChildTest extends Crew {
  private static final String UPDATE =
      "{\"method\":\"session/update\",\"params\":{\"sessionId\":\"%s\",\"update\":"
          + "{\"sessionUpdate\":\"%s\"}}}";
  private static final String ANSWER = "{\"id\":%d,\"result\":{\"stopReason\":\"end_turn\"}}";
  private static final String REFUSAL = "{\"id\":%d,\"error\":{\"code\":1,\"message\":\"quota\"}}";

  private final Object lock = new Object();
  private @org.jspecify.annotations.Nullable Process child;

  @BeforeAll
  static void access() throws Exception {
    ChildHooksTest.access();
  }

  @AfterEach
  void end() {
    requireNonNull(child).destroyForcibly();
  }

  private Process says(String... lines) throws IOException {
    List<String> command = new ArrayList<>();
    command.addAll(List.of("sh", "-c", "for s; do read x; echo \"$s\"; done; read x", "agent"));
    command.addAll(List.of(lines));
    return started(command);
  }

  private Process started(List<String> command) throws IOException {
    Process p = new ProcessBuilder(command).start();
    child = p;
    ChildHooks.started(p, List.of("/opt/agent", "--key=secret"));
    return p;
  }

  private static void write(Process p, String line) throws IOException {
    OutputStream in = p.getOutputStream();
    in.write((line + "\n").getBytes(UTF_8));
    in.flush();
  }

  private static String prompt(int id, String session) {
    return "{\"id\":"
        + id
        + ",\"method\":\"session/prompt\",\"params\":{\"sessionId\":\""
        + session
        + "\"}}";
  }

  private void take() {
    HoldHooks.ownerSet(lock, Thread.currentThread());
  }

  private void letGo() {
    HoldHooks.ownerSet(lock, null);
  }

  private static CallRecord call() {
    return requireNonNull(Threads.mine().call());
  }

  private static ChildRecord record(Process p) {
    return requireNonNull(Children.of(p));
  }

  private static List<CallRecord> pending(Process p) {
    return record(p).pending().stream().map(ChildCall::call).toList();
  }

  @Test
  void aRequestIsACallFromItsWritingUntilItsOwnAnswerIsRead() throws Exception {
    Process p = says(String.format(ANSWER, 8), String.format(ANSWER, 7));
    onHost(
        () -> {
          take();
          write(p, prompt(7, "s-1"));
          CallRecord sent = call();
          assertEquals("acp session/prompt", sent.client + " " + sent.method);
          assertEquals(p.pid() + ":agent", sent.peer);
          assertEquals(CallRecord.Phase.SENT, sent.phase());
          assertEquals(List.of(sent), pending(p));
          BufferedReader out = p.inputReader(UTF_8);
          out.readLine();
          assertEquals(CallRecord.Phase.SENT, sent.phase(), "another one's answer");
          write(p, "");
          out.readLine();
          assertEquals(CallRecord.Phase.DONE, sent.phase());
          assertFalse(sent.hasFailed());
          assertEquals(List.of(), pending(p));
          letGo();
          return null;
        });
  }

  @Test
  void aNotificationIsProgressOfItsOwnSessionAlone() throws Exception {
    Process p =
        says(
            String.format(UPDATE, "s-1", "agent_message_chunk"),
            String.format(UPDATE, "s-2", "usage_update"));
    onHost(
        () -> {
          take();
          write(p, prompt(1, "s-1"));
          CallRecord one = call();
          write(p, prompt(2, "s-2"));
          CallRecord two = call();
          assertEquals(List.of(one, two), pending(p));
          BufferedReader out = p.inputReader(UTF_8);
          out.readLine();
          out.readLine();
          assertTrue(one.bytes() > 0);
          assertEquals(0, two.bytes(), "what an agent says of itself is no progress");
          assertTrue(new String(requireNonNull(two.tee()).copy(), UTF_8).contains("usage_update"));
          letGo();
          return null;
        });
  }

  @Test
  void anAnswerThatSaysNoIsAFailedCallWithWhatWasSaid() throws Exception {
    Process p = says(String.format(REFUSAL, 1));
    onHost(
        () -> {
          take();
          write(p, prompt(1, "s-1"));
          CallRecord sent = call();
          p.inputReader(UTF_8).readLine();
          assertTrue(sent.hasFailed());
          assertTrue(new String(requireNonNull(sent.tee()).copy(), UTF_8).contains("quota"));
          letGo();
          return null;
        });
  }

  @Test
  void whatIsSaidOnTheErrorStreamIsOfEachRequestUntilThatGetsOn() throws Exception {
    Process p = says(String.format(UPDATE, "s-1", "tool_call"));
    onHost(
        () -> {
          take();
          write(p, prompt(1, "s-1"));
          ChildRecord record = record(p);
          ChildCall one = record.pending().get(0);
          record.saysOnStderr("429\n".getBytes(UTF_8), 0, 4);
          assertEquals("429\n", new String(one.stderr(), UTF_8));
          write(p, prompt(2, "s-2"));
          ChildCall two = record.pending().get(1);
          assertArrayEquals(new byte[0], two.stderr(), "it was not there yet");
          p.inputReader(UTF_8).readLine();
          assertArrayEquals(new byte[0], one.stderr(), "it has got over it");
          letGo();
          return null;
        });
  }

  @Test
  void theEndOfATurnLeavesWhatWasSaidSinceItLastGotOn() throws Exception {
    Process p = says(String.format(UPDATE, "s-1", "agent_message_chunk"), String.format(ANSWER, 7));
    onHost(
        () -> {
          take();
          BufferedReader out = p.inputReader(UTF_8);
          write(p, prompt(7, "s-1"));
          ChildCall asked = record(p).pending().get(0);
          record(p).saysOnStderr("early\n".getBytes(UTF_8), 0, 6);
          out.readLine();
          assertEquals("", new String(asked.stderr(), UTF_8), "got over");
          record(p).saysOnStderr("quota\n".getBytes(UTF_8), 0, 6);
          write(p, "");
          out.readLine();
          assertEquals(CallRecord.Phase.DONE, asked.call().phase());
          assertEquals("quota\n", new String(asked.stderr(), UTF_8));
          assertSame(asked, asked.call().handle());
          letGo();
          return null;
        });
  }

  @Test
  void aRequestTakesThePlaceOfOneWithTheSameIdAndOfTheOldestOfTooMany() throws Exception {
    Process p = started(List.of("sh", "-c", "exec cat > /dev/null"));
    onHost(
        () -> {
          take();
          write(p, prompt(7, "s-1"));
          CallRecord first = call();
          write(p, prompt(7, "s-2"));
          assertEquals(CallRecord.Phase.DONE, first.phase());
          assertEquals(List.of(call()), pending(p));
          for (int id = 100; id < 500; id++) {
            write(p, prompt(id, "s-3"));
          }
          assertEquals(256, pending(p).size());
          assertEquals("499", record(p).pending().get(255).id());
          letGo();
          return null;
        });
  }

  @Test
  void aChildThatAsksTheHostIsNotTheOneThatIsWaitedFor() throws Exception {
    String permission =
        "{\"id\":5,\"method\":\"session/request_permission\",\"params\":{\"sessionId\":\"s-1\"}}";
    Process p = says(permission);
    onHost(
        () -> {
          take();
          write(p, prompt(1, "s-1"));
          ChildCall sent = record(p).pending().get(0);
          assertFalse(sent.isHostsTurn());
          p.inputReader(UTF_8).readLine();
          assertTrue(sent.isHostsTurn());
          write(p, "{\"id\":5,\"result\":{}}");
          assertFalse(sent.isHostsTurn());
          assertEquals(1, pending(p).size(), "the host's answer is no request");
          letGo();
          return null;
        });
  }

  @Test
  void aRequestOfAThreadThatHoldsNothingIsKnownThoughNobodyIsKnownToWaitForIt() throws Exception {
    Process p = says();
    onHost(
        () -> {
          write(p, prompt(1, "s-1"));
          ChildCall sent = record(p).pending().get(0);
          assertFalse(sent.isHeld());
          assertNull(Threads.mine().call());
          return null;
        });
  }

  @Test
  void whoReadsForOthersIsNotRefusedWithWhomHeWorksFor() throws Exception {
    Process p = says(String.format(UPDATE, "s-2", "tool_call"));
    onHost(
        () -> {
          take();
          ThreadRecord holder = Threads.mine();
          Thread reader = new Thread(() -> {});
          FlowHooks.handsOver(reader);
          write(p, prompt(1, "s-1"));
          holder.deny(new Denial(holder.seqAt(0), "Model API quota exceeded"));
          assertThrows(QuotaExceededException.class, () -> write(p, ""));
          elsewhere(
              () -> {
                Object entered = FlowHooks.begins(reader);
                assertNotNull(entered);
                write(p, "");
                assertNotNull(p.inputReader(UTF_8).readLine());
                FlowHooks.ends(entered, true);
                return null;
              });
          letGo();
          return null;
        });
  }

  @Test
  void aFrameOfOursGoesBetweenTwoOfTheHosts() throws Exception {
    Process p = new ProcessBuilder("cat").start();
    child = p;
    ChildHooks.started(p, List.of("cat"));
    OutputStream in = p.getOutputStream();
    in.write("{\"id\":1,\"meth".getBytes(UTF_8));
    in.flush();
    byte[] ours = "{\"ours\":1}\n".getBytes(UTF_8);
    assertNotNull(record(p).tell(ours, () -> true), "in the midst of one");
    in.write("od\":\"x\"}\n".getBytes(UTF_8));
    in.flush();
    assertNotNull(record(p).tell(ours, () -> false), "no room");
    assertNull(record(p).tell(ours, () -> true));
    in.close();
    assertEquals(
        "{\"id\":1,\"method\":\"x\"}\n{\"ours\":1}\n",
        new String(p.getInputStream().readAllBytes(), UTF_8));
  }

  @Test
  void whoHasHisAnswerAndReadsOnWaitsForMore() throws Exception {
    Process p = says(String.format(REFUSAL, 1), "more");
    onHost(
        () -> {
          take();
          write(p, prompt(1, "s-1"));
          CallRecord sent = call();
          BufferedReader out = p.inputReader(UTF_8);
          out.readLine();
          assertEquals(CallRecord.Phase.DONE, sent.phase());
          write(p, "");
          out.readLine();
          assertSame(sent, call());
          assertEquals(CallRecord.Phase.BODY, sent.phase());
          letGo();
          return null;
        });
  }

  @Test
  void workThatAsksAgainBeforeItWasAnsweredAsksForOthersAsWell() throws Exception {
    Process p = says("one", "two");
    onHost(
        () -> {
          take();
          Object work = new Object();
          FlowHooks.handsOver(work);
          elsewhere(
              () -> {
                Object entered = FlowHooks.begins(work);
                assertNotNull(entered);
                write(p, prompt(1, "s-1"));
                write(p, prompt(2, "s-2"));
                FlowHooks.ends(entered, true);
                return null;
              });
          List<ChildCall> sent = record(p).pending();
          assertTrue(sent.get(0).isHeldByAsker());
          assertFalse(sent.get(1).isHeldByAsker());
          letGo();
          return null;
        });
  }
}
