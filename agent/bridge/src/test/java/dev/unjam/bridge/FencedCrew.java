package dev.unjam.bridge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A host that takes a transcript's lock file and loses it by force. */
abstract class FencedCrew extends Crew {
  static final String TOLD = "Model API quota exceeded, try again later";
  static final String INCIDENT = "inc-7-1";
  static final long LATE = 5_000;

  @TempDir Path folder;
  Path transcript;
  Path lock;
  @Nullable WriteFence fence;

  @BeforeEach
  void session() throws IOException {
    LeaseHooks.names(new LeaseNames(List.of("*.lock")));
    transcript = Files.writeString(folder.toRealPath().resolve("a.jsonl"), "{}\n");
    lock = transcript.resolveSibling("a.jsonl.lock");
  }

  @AfterEach
  void nothingIsLeft() {
    LeaseHooks.held().forEach(LeaseHooks::forget);
    LeaseHooks.names(new LeaseNames(List.of()));
    WriteFences.lift();
    while (Zombies.poll() != null) {
      assertEquals(0, Faults.suppressed);
    }
  }

  ThreadRecord hostTakes() throws Exception {
    return onHost(
        () -> {
          LeaseHooks.created(lock);
          return Threads.mine();
        });
  }

  ThreadRecord hostLoses(boolean orphan) throws Exception {
    LeaseRecord before = LeaseHooks.heldNow(lock.toString());
    ThreadRecord host = before == null ? hostTakes() : before.owner();
    LeaseRecord lease = LeaseHooks.heldNow(lock.toString());
    assertNotNull(lease);
    String path = transcript.toString();
    fence = new WriteFence(lease, host.lastSeq(), orphan, path, path, TOLD, INCIDENT, LATE);
    WriteFences.up(fence);
    LeaseHooks.forget(lease);
    return host;
  }

  /** Work that the host's thread hands over now. */
  <T> FutureTask<T> handedOver(Callable<T> what) throws Exception {
    FutureTask<T> work = new FutureTask<>(what);
    onHost(
        () -> {
          FlowHooks.handsOver(work);
          return null;
        });
    return work;
  }

  /** Does such work; on the thread that does it. */
  static <T> T run(FutureTask<T> work) throws Exception {
    Object entered = FlowHooks.begins(work);
    work.run();
    T result = within(work);
    FlowHooks.ends(work, entered, true);
    return result;
  }

  @Nullable IOException write() {
    return WriteHooks.replacing(transcript);
  }

  static ThreadRecord took(Path lockFile) {
    LeaseHooks.created(lockFile);
    return Threads.mine();
  }
}
