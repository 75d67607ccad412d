package dev.unjam.bridge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.channels.CompletionHandler;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WriteHooksTest extends Crew {
  private static final String TOLD = "Model API quota exceeded, try again later";
  private static final long LATE = 5_000;

  @TempDir Path folder;
  private Path transcript;
  private Path lock;
  private @Nullable WriteFence fence;

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

  private ThreadRecord hostTakes() throws Exception {
    return onHost(
        () -> {
          LeaseHooks.created(lock);
          return Threads.mine();
        });
  }

  private ThreadRecord hostLoses(boolean orphan) throws Exception {
    LeaseRecord before = LeaseHooks.heldNow(lock.toString());
    ThreadRecord host = before == null ? hostTakes() : before.owner();
    LeaseRecord lease = LeaseHooks.heldNow(lock.toString());
    assertNotNull(lease);
    String path = transcript.toString();
    fence = new WriteFence(lease, host.lastSeq(), orphan, path, path, TOLD, LATE);
    WriteFences.up(fence);
    LeaseHooks.forget(lease);
    return host;
  }

  private @Nullable IOException write() {
    return WriteHooks.replacing(transcript);
  }

  @Test
  void aFencedHoldersWriteIsRefusedAndToldOnce() throws Exception {
    hostLoses(false);
    IOException refused = onHost(this::write);
    assertInstanceOf(QuotaExceededException.class, refused);
    assertEquals(TOLD, refused.getMessage());
    assertNotNull(onHost(this::write), "and again");
    Zombies.Attempt told = Zombies.poll();
    assertNotNull(told);
    assertEquals("write", told.act());
    assertNull(Zombies.poll());
  }

  @Test
  void nobodyElseAndNoOtherFileIsTouched() throws Exception {
    hostLoses(false);
    assertNull(write());
    assertNull(onHost(() -> WriteHooks.replacing(transcript.resolveSibling("b.jsonl"))));
    assertNull(onHost(() -> WriteHooks.opening(transcript, Set.of(StandardOpenOption.READ))));
    assertNotNull(onHost(() -> WriteHooks.opening(transcript, Set.of(StandardOpenOption.APPEND))));
    assertNull(onHost(() -> WriteHooks.openingRandom(transcript.toString(), 1)));
    IOException random = onHost(() -> WriteHooks.openingRandom(transcript.toString(), 2));
    assertInstanceOf(FileNotFoundException.class, random, "all that its constructor may throw");
    assertEquals(TOLD, random.getMessage());
  }

  @Test
  void theFileIsKnownByALinkAsWell() throws Exception {
    hostLoses(false);
    Path link = Files.createSymbolicLink(folder.resolve("linked"), folder.toRealPath());
    assertNotNull(onHost(() -> WriteHooks.replacing(link.resolve("a.jsonl"))));
  }

  @Test
  void whoHasTakenTheLockAnewIsLetWrite() throws Exception {
    ThreadRecord host = hostLoses(false);
    assertEquals(host, hostTakes());
    assertNull(onHost(this::write));
    LeaseHooks.deleted(lock);
    assertNull(onHost(this::write), "another turn");
  }

  @Test
  void whoHasTakenItAnewByAnotherPathIsAsWell() throws Exception {
    ThreadRecord host = hostLoses(false);
    Path link = Files.createSymbolicLink(folder.resolve("linked"), folder.toRealPath());
    Path other = link.resolve("b.jsonl.lock");
    onHost(() -> took(other));
    assertNotNull(onHost(this::write), "that is another file's");
    assertEquals(host, onHost(() -> took(link.resolve("a.jsonl.lock"))));
    assertNull(onHost(this::write));
  }

  private static ThreadRecord took(Path lockFile) {
    LeaseHooks.created(lockFile);
    return Threads.mine();
  }

  @Test
  void workForWhoHasTakenItByAnotherPathIsLetWrite() throws Exception {
    hostLoses(false);
    Path link = Files.createSymbolicLink(folder.resolve("linked"), folder.toRealPath());
    FutureTask<@Nullable IOException> work = new FutureTask<>(this::write);
    took(link.resolve("a.jsonl.lock"));
    FlowHooks.handsOver(work);
    assertNull(onHost(() -> run(work)));
  }

  /** A dispatcher that is bound still has a turn done in stages, of which the first takes it. */
  @Test
  void aChainThatHasTakenTheLockIsLetWriteWhicheverStageWrites() throws Exception {
    ThreadRecord host = hostLoses(false);
    FutureTask<@Nullable IOException> before = handedOver(this::write);
    FutureTask<ThreadRecord> first = handedOver(() -> took(lock));
    FutureTask<@Nullable IOException> second = handedOver(this::write);
    assertNotNull(elsewhere(() -> run(before)), "nobody has taken the lock by then");
    assertNotEquals(host, elsewhere(() -> run(first)));
    assertNull(elsewhere(() -> run(second)));
    assertNotNull(onHost(this::write), "the dispatcher itself does not have it");
    Ticks.advance(LATE + 1);
    assertNull(onHost(this::write), "but it is at other things by then");
  }

  @Test
  void oldWorkThatHasTakenTheLockIsLetWriteAndOtherOldWorkIsNot() throws Exception {
    hostTakes();
    FutureTask<@Nullable IOException> other = handedOver(this::write);
    FutureTask<@Nullable IOException> old =
        handedOver(
            () -> {
              took(lock);
              FutureTask<@Nullable IOException> next = new FutureTask<>(this::write);
              FlowHooks.handsOver(next);
              LeaseHooks.deleted(lock);
              return elsewhere(() -> run(next));
            });
    hostLoses(true);
    assertNull(elsewhere(() -> run(old)), "another stage of it");
    assertNotNull(elsewhere(() -> run(other)));
  }

  private <T> FutureTask<T> handedOver(Callable<T> what) throws Exception {
    FutureTask<T> work = new FutureTask<>(what);
    onHost(
        () -> {
          FlowHooks.handsOver(work);
          return null;
        });
    return work;
  }

  @Test
  void neitherMayItBeMovedAwayNorMovedTo() throws Exception {
    hostLoses(false);
    Path other = transcript.resolveSibling("b.jsonl");
    assertNotNull(onHost(() -> WriteHooks.moving(transcript, other)));
    assertNotNull(onHost(() -> WriteHooks.moving(other, transcript.toFile())));
    assertNull(onHost(() -> WriteHooks.moving(other, other)));
    assertNull(WriteHooks.moving(transcript, other));
  }

  @Test
  void whoWaitsForAnAsynchronousWriteIsToldAsOfItsFailure() throws Exception {
    IOException why = new IOException(TOLD);
    Future<?> failed = WriteHooks.refused(why, null, null, Runnable::run);
    assertNotNull(failed);
    assertEquals(why, assertThrows(ExecutionException.class, failed::get).getCause());
    List<Object> told = new ArrayList<>();
    CompletionHandler<Integer, String> handler =
        new CompletionHandler<>() {
          @Override
          public void completed(Integer count, String attachment) {
            told.add(count);
          }

          @Override
          public void failed(Throwable error, String attachment) {
            told.add(error);
            told.add(attachment);
          }
        };
    assertNull(WriteHooks.refused(why, handler, "attached", Runnable::run));
    assertEquals(List.of(why, "attached"), told);
  }

  @Test
  void theNextTaskOfAPoolsThreadIsInnocent() throws Exception {
    ThreadRecord host = hostLoses(false);
    assertNotNull(onHost(this::write));
    host.taskBoundary();
    assertNull(onHost(this::write));
    WriteFences.prune();
    assertEquals(false, WriteFences.any());
  }

  @Test
  void outsideAPoolTheTurnEndsSomeTimeAfterItsLateRelease() throws Exception {
    ThreadRecord host = hostLoses(false);
    WriteFences.releasedLate(host, lock.toString());
    assertNotNull(onHost(this::write), "right behind it");
    Ticks.advance(LATE + 1);
    assertNull(onHost(this::write));
  }

  @Test
  void whatItHandedOverWhileItHeldIsBoundAndWhatItDoesNextIsNot() throws Exception {
    ThreadRecord host = hostTakes();
    FutureTask<@Nullable IOException> work = new FutureTask<>(this::write);
    onHost(
        () -> {
          FlowHooks.handsOver(work);
          return null;
        });
    hostLoses(true);
    Flows.prune();
    assertNull(onHost(this::write), "its own task has ended");
    assertNotNull(elsewhere(() -> run(work)));
    assertNull(elsewhere(this::write), "another thread, at other work");
    assertEquals(0, host.task());
  }

  @Test
  void workThatGoesOnLongAfterItWasRefusedMayBeEverybodys() throws Exception {
    hostTakes();
    FutureTask<List<Boolean>> loop =
        new FutureTask<>(
            () -> {
              boolean first = write() != null;
              boolean second = write() != null;
              Ticks.advance(LATE + 1);
              return List.of(first, second, write() != null);
            });
    onHost(
        () -> {
          FlowHooks.handsOver(loop);
          return null;
        });
    hostLoses(true);
    assertEquals(List.of(true, true, false), elsewhere(() -> run(loop)));
  }

  @Test
  void whatAFencedTaskHandsOverIsBoundToo() throws Exception {
    hostLoses(false);
    FutureTask<@Nullable IOException> work = new FutureTask<>(this::write);
    onHost(
        () -> {
          FlowHooks.handsOver(work);
          return null;
        });
    Flows.prune();
    assertNotNull(elsewhere(() -> run(work)));
  }

  @Test
  void workForTheNextHolderIsLetWriteWhoeverDoesIt() throws Exception {
    hostLoses(false);
    FutureTask<@Nullable IOException> work = new FutureTask<>(this::write);
    LeaseHooks.created(lock);
    FlowHooks.handsOver(work);
    assertNull(onHost(() -> run(work)), "the fenced thread itself, but at another's work");
    LeaseHooks.deleted(lock);
  }

  @Test
  void aFenceStaysWhileItsHandedOverWorkIsToBeDone() throws Exception {
    hostTakes();
    FutureTask<@Nullable IOException> work = new FutureTask<>(this::write);
    onHost(
        () -> {
          FlowHooks.handsOver(work);
          return null;
        });
    hostLoses(true);
    WriteFences.prune();
    assertEquals(true, WriteFences.any());
    elsewhere(() -> run(work));
    Flows.prune();
    WriteFences.prune();
    assertEquals(false, WriteFences.any());
  }

  @Test
  void whoIsAtBoundWorkIsShown() throws Exception {
    ThreadRecord host = hostLoses(false);
    List<Thread> bound = new ArrayList<>();
    WriteFence up = fence;
    assertNotNull(up);
    WriteFences.boundBy(up, bound::add);
    assertEquals(List.of(host.thread), bound);
    WriteFences.down(up);
    assertNull(onHost(this::write));
  }

  /** As a pool's worker does. */
  private static <T> T run(FutureTask<T> work) throws Exception {
    Object entered = FlowHooks.begins(work);
    work.run();
    T result = within(work);
    FlowHooks.ends(work, entered, true);
    return result;
  }
}
