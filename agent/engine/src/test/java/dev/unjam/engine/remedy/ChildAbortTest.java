package dev.unjam.engine.remedy;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.unjam.bridge.Bridge;
import dev.unjam.bridge.CallRecord;
import dev.unjam.bridge.ChildCall;
import dev.unjam.bridge.ChildHooks;
import dev.unjam.bridge.ChildRecord;
import dev.unjam.bridge.Children;
import dev.unjam.bridge.Threads;
import dev.unjam.engine.host.HostThread;
import dev.unjam.engine.host.WovenLock;
import java.io.BufferedReader;
import java.io.FilterInputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.invoke.MethodHandles;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** On real children and real pipes; one host thread that asks under a lock, one that reads. */
@EnabledOnOs(OS.LINUX)
class ChildAbortTest {
  private static final String PROMPT =
      "{\"id\":\"p\\\"1\",\"method\":\"session/prompt\",\"params\":{\"sessionId\":\"s\\\\1\"}}\n";
  private static final String MESSAGE = "Model API quota exceeded, \"try again\" later\u2026";
  private static final String DEAF = "read x; echo '{\"method\":\"up\"}'; while read x; do :; done";

  private final WovenLock lock = WovenLock.reentrant();
  private final HostThread asker = HostThread.single("asker");
  private final HostThread reader = HostThread.single("reader");
  private final ChildAbort abort = new ChildAbort(2_000);
  private Process process = new ProcessBuilder("true").start();

  ChildAbortTest() throws IOException {}

  @BeforeEach
  void begin() throws Exception {
    Bridge.switchTo(true);
    ChildHooks.access(
        MethodHandles.privateLookupIn(FilterInputStream.class, MethodHandles.lookup())
            .findVarHandle(FilterInputStream.class, "in", InputStream.class),
        MethodHandles.privateLookupIn(FilterOutputStream.class, MethodHandles.lookup())
            .findVarHandle(FilterOutputStream.class, "out", OutputStream.class));
    HostThread.await(asker.run(lock::lock));
  }

  @AfterEach
  void end() {
    HostThread.await(asker.run(lock::unlock));
    process.destroyForcibly();
    Bridge.switchTo(false);
    asker.close();
    reader.close();
  }

  private ChildCall asks(ProcessBuilder builder) throws Exception {
    process = builder.start();
    ChildHooks.started(process, builder.command());
    HostThread.await(asker.run(() -> write(PROMPT)));
    List<ChildRecord> children = new ArrayList<>();
    Children.forEach(c -> children.add(c));
    children.removeIf(c -> c.process() != process);
    return children.get(0).pending().get(0);
  }

  private ChildCall asks(String script) throws Exception {
    return asks(new ProcessBuilder("sh", "-c", script));
  }

  private void write(String text) {
    try {
      OutputStream in = process.getOutputStream();
      in.write(text.getBytes(UTF_8));
      in.flush();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /** Reads on a thread of its own, up to the line that is not the child's own. */
  private CompletableFuture<String> awaitsAnswer(BufferedReader out) {
    return reader.call(
        () -> {
          String line = out.readLine();
          while (line != null && line.contains("method")) {
            line = out.readLine();
          }
          return String.valueOf(line);
        });
  }

  @Test
  void whomItsChildDoesNotAnswerGetsTheClearErrorInItsStead() throws Exception {
    ChildCall call = asks(DEAF);
    CompletableFuture<String> answer = awaitsAnswer(process.inputReader(UTF_8));
    Awaitility.await().until(() -> call.child().readUpToFrame() > 0);
    Attempt attempt = new ChildAbort(50).abort(call, MESSAGE);
    assertInstanceOf(Attempt.Done.class, attempt, attempt::toString);
    assertEquals(
        "{\"jsonrpc\":\"2.0\",\"id\":\"p\\\"1\",\"error\":{\"code\":-32603,\"message\":"
            + "\"Model API quota exceeded, \\\"try again\\\" later\\u2026\"}}",
        HostThread.await(answer));
    assertEquals(List.of(), call.child().pending());
    assertTrue(process.isAlive());
    assertTrue(
        call.call().phase() != CallRecord.Phase.DONE, "whether that helps is still to be seen");
  }

  @Test
  void aHostThatUsesIdsAgainIsNotAnsweredForItsChildMayAnswerLate() throws Exception {
    ChildCall first = asks(DEAF);
    CompletableFuture<Integer> read = reader.call(() -> drain(process.getInputStream()));
    Awaitility.await().until(() -> first.child().readUpToFrame() > 0);
    HostThread.await(asker.run(() -> write(PROMPT)));
    Attempt attempt = new ChildAbort(50).abort(first.child().pending().get(0), MESSAGE);
    assertInstanceOf(Attempt.NoHandle.class, attempt, attempt::toString);
    assertEquals(1, first.child().pending().size());
    process.toHandle().destroyForcibly();
    assertEquals("{\"method\":\"up\"}\n".length(), HostThread.await(read));
  }

  @Test
  void whatTheChildEndsByItselfIsNotAnsweredTwice() throws Exception {
    String obeys =
        "read -r x; echo '{\"method\":\"up\"}'; read -r c; case $c in *session/cancel*sessionId*'s\\\\1'*) "
            + "echo '{\"id\":\"p\\\"1\",\"result\":{\"stopReason\":\"cancelled\"}}';; esac; "
            + "while read x; do echo \"heard $x\"; done";
    ChildCall call = asks(obeys);
    BufferedReader out = process.inputReader(UTF_8);
    CompletableFuture<String> answer = awaitsAnswer(out);
    Awaitility.await().until(() -> call.child().readUpToFrame() > 0);
    Attempt attempt = abort.abort(call, MESSAGE);
    assertEquals(new Attempt.Done("the child has ended the request"), attempt);
    assertTrue(HostThread.await(answer).contains("cancelled"));
    HostThread.await(asker.run(() -> write("next\n")));
    assertEquals("heard next", HostThread.await(reader.call(out::readLine)));
  }

  @Test
  void nothingIsPutIntoTheMidstOfWhatTheChildSays() throws Exception {
    ChildCall call = asks("read x; printf '{\"method\":'; while read x; do :; done");
    CompletableFuture<Integer> read = reader.call(() -> drain(process.getInputStream()));
    Awaitility.await().until(() -> call.child().saidAt() > 0);
    Attempt attempt = new ChildAbort(50).abort(call, MESSAGE);
    assertInstanceOf(Attempt.NoHandle.class, attempt, attempt::toString);
    process.toHandle().destroyForcibly();
    assertEquals("{\"method\":".length(), HostThread.await(read));
  }

  private static int drain(InputStream in) throws IOException {
    return in.readAllBytes().length;
  }

  @Test
  void whomItIsForIsAnsweredBetweenTwoFramesOfAChildThatKeepsSpeaking() throws Exception {
    ChildCall call = asks("read x; while :; do echo '{\"method\":\"up\"}'; sleep 0.02; done");
    BufferedReader out = process.inputReader(UTF_8);
    List<String> others = new ArrayList<>();
    CompletableFuture<String> answer =
        reader.call(
            () -> {
              String line = out.readLine();
              while (!line.contains("error")) {
                others.add(line);
                line = out.readLine();
              }
              return line;
            });
    Awaitility.await().until(() -> call.child().readUpToFrame() > 0);
    Attempt attempt = new ChildAbort(500).abort(call, MESSAGE);
    assertInstanceOf(Attempt.Done.class, attempt, attempt::toString);
    assertTrue(HostThread.await(answer).startsWith("{\"jsonrpc\":\"2.0\",\"id\":\"p\\\"1\","));
    assertEquals(Set.of("{\"method\":\"up\"}"), Set.copyOf(others));
  }

  @Test
  void whereOthersNeedTheChildTheEndOfTheFrameThatItIsInIsWaitedFor() throws Exception {
    ChildCall call =
        asks("read x; read y; printf '{\"method\":'; read c; sleep 1; echo '\"up\"}'; read z");
    HostThread.await(asker.run(() -> write("{\"id\":2,\"method\":\"session/prompt\"}\n")));
    CompletableFuture<String> answer = awaitsAnswer(process.inputReader(UTF_8));
    Awaitility.await().until(() -> call.child().saidAt() > 0);
    Attempt attempt = new ChildAbort(500).abort(call, MESSAGE);
    assertInstanceOf(Attempt.Done.class, attempt, attempt::toString);
    assertTrue(HostThread.await(answer).contains("Model API quota exceeded"));
  }

  @Test
  void nothingIsWrittenForAChildThatDoesNotReadOrWhoseOutputIsAFile() throws Exception {
    ProcessBuilder builder = new ProcessBuilder("sleep", "600");
    builder.redirectOutput(ProcessBuilder.Redirect.DISCARD);
    ChildCall call = asks(builder);
    Attempt attempt = abort.abort(call, MESSAGE);
    assertEquals(
        new Attempt.NoHandle(
            "denied; the child does not read its input; the child's output is not to be had"),
        attempt);
  }

  @Test
  void aPlainChildHasNoRequestToAnswer() throws Exception {
    process = new ProcessBuilder("cat").start();
    ChildHooks.started(process, List.of("cat"));
    CompletableFuture<ChildCall> made =
        asker.call(
            () -> {
              write("hello\n");
              return call();
            });
    assertInstanceOf(Attempt.NoHandle.class, abort.abort(HostThread.await(made), MESSAGE));
    assertEquals('h', HostThread.await(reader.call(() -> process.getInputStream().read())));
  }

  private static ChildCall call() {
    List<CallRecord> latest = new ArrayList<>();
    Threads.forEach(
        r -> {
          CallRecord call = r.thread == Thread.currentThread() ? r.call() : null;
          if (call != null) {
            latest.add(call);
          }
        });
    return assertInstanceOf(ChildCall.class, latest.get(0).handle());
  }
}
