package dev.unjam.bridge;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** What a request to a child is, and when it ends. */
class RpcChildTest extends RpcCrew {
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
  void ofProgressTheBeginningIsKeptAndOfARefusalAllThatIsLookedAt() throws Exception {
    String far = "x".repeat(4_000) + " quota ";
    String update = String.format(UPDATE, "s-1", "tool_call_update");
    String progress = update.substring(0, update.length() - 2) + ",\"text\":\"" + far + "\"}}";
    // Once as the first of its kind and in pieces, then as one that is like others.
    Process p = says(progress, progress, progress, String.format(REFUSAL, 1).replace("quota", far));
    onHost(
        () -> {
          take();
          write(p, prompt(1, "s-1"));
          CallRecord sent = call();
          BufferedReader out = p.inputReader(UTF_8);
          for (int i = 0; i < 3; i++) {
            out.readLine();
            String kept = new String(requireNonNull(sent.tee()).copy(), UTF_8);
            assertEquals(progress.substring(0, 2_048), kept);
            write(p, "");
          }
          out.readLine();
          assertTrue(sent.hasFailed());
          assertTrue(new String(requireNonNull(sent.tee()).copy(), UTF_8).contains("quota"));
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
          CallRecord second = call();
          assertEquals(List.of(second), pending(p));
          for (int id = 100; id < 1100; id++) {
            write(p, prompt(id, "s-3"));
          }
          List<ChildCall> left = record(p).pending();
          assertEquals(512, left.size());
          assertEquals("1099", left.get(left.size() - 1).id());
          assertEquals(CallRecord.Phase.DONE, second.phase(), "whoever is not followed has ended");
          letGo();
          return null;
        });
  }

  @Test
  void anAnswerIsFoundBehindMuchNoise() throws Exception {
    String noise = "read x; head -c 90000 /dev/zero | tr '\\0' x; echo; ";
    String answer = "echo '" + String.format(ANSWER, 7) + "'; read x";
    Process p = started(List.of("sh", "-c", noise + answer));
    onHost(
        () -> {
          take();
          write(p, prompt(7, "s-1"));
          BufferedReader out = p.inputReader(UTF_8);
          assertEquals(90_000, out.readLine().length());
          out.readLine();
          assertEquals(List.of(), pending(p));
          letGo();
          return null;
        });
  }

  @Test
  void whoSeesTheChildEndAwaitsNoAnswerOfItsAnyMore() throws Exception {
    Process p = started(List.of("sh", "-c", "read x; read y; exec >&-"));
    onHost(
        () -> {
          take();
          write(p, prompt(1, "s-1"));
          ChildHooks.hasWaited(ChildHooks.waitsForEnd(p), false);
          assertEquals(1, pending(p).size(), "it has not ended yet");
          Object entered = ChildHooks.waitsForEnd(p);
          write(p, "");
          p.waitFor();
          ChildHooks.hasWaited(entered, false);
          assertEquals(List.of(), pending(p));
          letGo();
          return null;
        });
  }

  @Test
  void whatCouldNotBeWrittenWasNotAsked() throws Exception {
    Process p = started(List.of("sh", "-c", "read x; exec <&-; echo deaf; sleep 600"));
    onHost(
        () -> {
          take();
          write(p, prompt(1, "s-1"));
          p.inputReader(UTF_8).readLine();
          assertThrows(IOException.class, () -> write(p, prompt(2, "s-1")));
          assertEquals("1", record(p).pending().get(0).id());
          assertEquals(1, pending(p).size());
          letGo();
          return null;
        });
  }

  @Test
  void aLateAnswerIsNotTheOneToTheNextRequestWithItsId() throws Exception {
    String cancelled = "{\"id\":1,\"result\":{\"stopReason\":\"cancelled\"}}";
    String ours = String.format(REFUSAL, 1);
    Process p = says(ours, cancelled, String.format(ANSWER, 1));
    onHost(
        () -> {
          take();
          BufferedReader out = p.inputReader(UTF_8);
          write(p, prompt(1, "s-1"));
          assertFalse(record(p).hasIdsUsedAgain());
          record(p).pending().get(0).answeredForIt(true);
          out.readLine();
          assertEquals(List.of(), pending(p));
          write(p, prompt(1, "s-1"));
          CallRecord next = call();
          assertTrue(record(p).hasIdsUsedAgain());
          out.readLine();
          assertEquals(List.of(next), pending(p), "its own answer is still to come");
          write(p, "");
          out.readLine();
          assertEquals(CallRecord.Phase.DONE, next.phase());
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

  /** Nothing of ours may come between what the pipe has of it already and its rest. */
  @Test
  void noneGoesBehindAWholeFrameThatAThreadIsStillWriting() throws Exception {
    Process p = started(List.of("sleep", "600"));
    String params = "{\"sessionId\":\"s-1\",\"text\":\"" + "x".repeat(1 << 20) + "\"}";
    FutureTask<Void> writing =
        new FutureTask<>(
            () -> {
              take();
              try {
                write(p, "{\"id\":1,\"method\":\"session/prompt\",\"params\":" + params + "}");
              } finally {
                letGo();
              }
              return null;
            });
    start(new Thread(writing, "writer"));
    Awaitility.await().until(() -> !pending(p).isEmpty());
    byte[] ours = "{\"ours\":1}\n".getBytes(UTF_8);
    assertEquals(
        "the host is in the midst of a frame",
        elsewhere(() -> requireNonNull(record(p).tell(ours, () -> true))));
    assertFalse(writing.isDone());
    p.destroyForcibly();
    assertThrows(ExecutionException.class, () -> within(writing));
  }
}
