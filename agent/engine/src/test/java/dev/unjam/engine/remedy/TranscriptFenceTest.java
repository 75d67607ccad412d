package dev.unjam.engine.remedy;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.unjam.bridge.LeaseHooks;
import dev.unjam.bridge.LeaseRecord;
import dev.unjam.bridge.WriteHooks;
import dev.unjam.engine.host.HostThread;
import dev.unjam.engine.host.LockFilesAreLeases;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Pipes that nobody reads stand for files: who writes to one stays in the midst of it. */
@EnabledOnOs(OS.LINUX)
@Timeout(60)
@ExtendWith(LockFilesAreLeases.class)
class TranscriptFenceTest {
  @TempDir Path folder;
  private final HostThread holder = HostThread.pooled("holder");
  private final HooksInPlace hooks = new HooksInPlace();

  @AfterEach
  void off() {
    holder.close();
  }

  @Test
  void whoIsInNoWriteIsOutAtOnce() throws Exception {
    Path transcript = folder.resolve("a.jsonl");
    TranscriptFence fence = fence(transcript);
    assertEquals(true, fence.isAlone());
    fence.down();
  }

  @Test
  void whoIsInTheMidstOfAWriteToItIsNotOut() throws Exception {
    Path transcript = pipe("a.jsonl");
    TranscriptFence fence = fence(transcript);
    RandomAccessFile end = new RandomAccessFile(transcript.toFile(), "rw");
    CompletableFuture<Boolean> written = fill(transcript);
    assertEquals(false, fence.isAlone());
    fence.down();
    end.close();
    assertInstanceOf(IOException.class, HostThread.failure(written));
  }

  @Test
  void whoHangsInAWriteToSomethingElseIs() throws Exception {
    Path transcript = folder.resolve("a.jsonl");
    Path pipe = pipe("b");
    TranscriptFence fence = fence(transcript);
    RandomAccessFile end = new RandomAccessFile(pipe.toFile(), "rw");
    CompletableFuture<Boolean> written = fill(pipe);
    assertEquals(true, fence.isAlone());
    fence.down();
    end.close();
    assertInstanceOf(IOException.class, HostThread.failure(written));
  }

  @Test
  void whoIsNotAskedAtEachWriteIsNotTakenForFenced() throws Exception {
    hooks.work = false;
    TranscriptFence fence = fence(folder.resolve("a.jsonl"));
    assertEquals(false, fence.isWatched());
    fence.down();
  }

  @Test
  void whoIsAskedIs() throws Exception {
    TranscriptFence fence = fence(folder.resolve("a.jsonl"));
    assertEquals(true, fence.isWatched());
    assertEquals(1, hooks.awaited);
    fence.down();
  }

  @Test
  void whereNobodyIsLeftToWriteNobodyHasToBeAsked() throws Exception {
    hooks.work = false;
    holder.taskBegins();
    LeaseRecord lease = lease(folder.resolve("a.jsonl.lock"));
    holder.taskEnds();
    TranscriptFence fence = fence(lease, folder.resolve("a.jsonl"));
    assertEquals(true, fence.isWatched());
    assertEquals(0, hooks.awaited);
    fence.down();
  }

  @Test
  void whoMayBeOpeningItIsNotOutForSomebodyElsesWriteToSomethingElse() throws Exception {
    Path transcript = pipe("a.jsonl");
    Path other = pipe("b");
    TranscriptFence fence = fence(transcript);
    // to open a pipe for writing waits for whoever reads it
    CompletableFuture<Boolean> opened =
        holder.call(
            () -> {
              new FileOutputStream(transcript.toFile()).close();
              return true;
            });
    RandomAccessFile end = new RandomAccessFile(other.toFile(), "rw");
    try (HostThread stranger = HostThread.single("stranger")) {
      CompletableFuture<Boolean> written = stranger.call(() -> overfill(other));
      Thread thread = LeaseHooks.held().iterator().next().owner().thread;
      Awaitility.await()
          .atMost(Duration.ofSeconds(20))
          .until(() -> WriteFrames.in(thread.getStackTrace()) && anyIn("writeBytes"));
      assertEquals(false, fence.isAlone());
      fence.down();
      end.close();
      assertInstanceOf(IOException.class, HostThread.failure(written));
      new FileInputStream(transcript.toFile()).close();
      assertEquals(true, HostThread.await(opened));
    }
  }

  @Test
  void whoIsRefusedIsToldTheNameOnOneLine() throws Exception {
    String odd = "\"a\\nINFO forged \\u2502 x.jsonl\"";
    assertEquals(refusal(odd), refused("a\nINFO forged \u2502 x.jsonl"));
    assertEquals(refusal("gr\u00fc.jsonl"), refused("gr\u00fc.jsonl"));
  }

  private static String refusal(String name) {
    return "taken: it no longer holds the lock, its write to " + name + " is refused";
  }

  private String refused(String name) throws Exception {
    Path transcript = folder.resolve(name);
    TranscriptFence fence = fence(transcript);
    CompletableFuture<@Nullable IOException> refused =
        holder.call(() -> WriteHooks.openingStream(transcript.toString()));
    String message = String.valueOf(requireNonNull(HostThread.await(refused)).getMessage());
    fence.down();
    LeaseHooks.held().forEach(LeaseHooks::forget);
    return message;
  }

  private static boolean anyIn(String method) {
    return Thread.getAllStackTraces().values().stream()
        .anyMatch(stack -> stack.length > 0 && stack[0].getMethodName().equals(method));
  }

  private TranscriptFence fence(Path transcript) throws InterruptedException {
    Path lock = transcript.resolveSibling(transcript.getFileName() + ".lock");
    return fence(lease(lock), transcript);
  }

  private LeaseRecord lease(Path lock) {
    HostThread.await(holder.run(() -> LeaseHooks.created(lock)));
    return LeaseHooks.held().iterator().next();
  }

  private TranscriptFence fence(LeaseRecord lease, Path transcript) throws InterruptedException {
    Hold hold = Hold.of(lease.owner(), lease.owner().lastSeq(), "taken", Long.MAX_VALUE);
    assertNotNull(hold);
    return TranscriptFence.up(
        hold, lease, transcript, "inc-1", hooks, 1_000, gone -> assertNull(gone.path()));
  }

  private Path pipe(String name) throws Exception {
    Path pipe = folder.resolve(name);
    assertEquals(0, new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor());
    return pipe;
  }

  /** The holder writes to it, more than there is room for. */
  private CompletableFuture<Boolean> fill(Path pipe) {
    CompletableFuture<Boolean> written = holder.call(() -> overfill(pipe));
    Thread thread = LeaseHooks.held().iterator().next().owner().thread;
    Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> inWrite(thread.getStackTrace()));
    return written;
  }

  private static boolean overfill(Path pipe) throws IOException {
    try (FileOutputStream out = new FileOutputStream(pipe.toFile())) {
      out.write(new byte[1 << 20]);
    }
    return true;
  }

  private static boolean inWrite(StackTraceElement[] stack) {
    return stack.length > 0 && stack[0].getMethodName().equals("writeBytes");
  }
}
