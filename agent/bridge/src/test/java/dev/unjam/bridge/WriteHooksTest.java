package dev.unjam.bridge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
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
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What a fence keeps a former holder from, and for how long. */
class WriteHooksTest extends FencedCrew {
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
    assertEquals(INCIDENT, told.incident());
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
  void outsideAPoolItIsBoundHoweverLongAfterItsLateRelease() throws Exception {
    ThreadRecord host = hostLoses(false);
    isAlsoKeptFromTheLock(host);
    assertEquals(true, onHost(() -> LeaseHooks.absorbDelete(lock)));
    assertNotNull(onHost(this::write), "right behind it");
    Ticks.advance(100 * LATE);
    assertNotNull(onHost(this::write));
    assertNotNull(onHost(() -> WriteHooks.moving(folder.resolve("made"), transcript)));
    onHost(() -> took(lock));
    assertNull(onHost(this::write), "another turn of a thread that lives for ever");
    LeaseHooks.deleted(lock);
    Ticks.advance(100 * LATE);
    assertNull(onHost(this::write));
  }

  @Test
  void whoGoesOnWithAnotherSessionIsLetWriteThereAndNowhereElse() throws Exception {
    ThreadRecord host = hostLoses(false);
    isAlsoKeptFromTheLock(host);
    assertEquals(true, onHost(() -> LeaseHooks.absorbDelete(lock)));
    Path other = transcript.resolveSibling("b.jsonl");
    onHost(() -> took(transcript.resolveSibling("b.jsonl.lock")));
    assertNull(onHost(() -> WriteHooks.replacing(other)));
    assertNotNull(onHost(this::write));
  }

  @Test
  void aDeadThreadKeepsNoFence() throws Exception {
    hostLoses(false);
    WriteFences.prune();
    assertEquals(true, WriteFences.any());
    hostDies();
    WriteFences.prune();
    assertEquals(false, WriteFences.any());
  }

  @Test
  void theOldestGoesWhereOneThreadLosesMoreThanCanBeKept() throws Exception {
    WriteFence first = null;
    for (int i = 0; i < WriteFences.MOST; i++) {
      assertNull(loses("s" + i));
      first = first == null ? fence : first;
    }
    assertEquals(first, loses("one-more"));
    assertNull(onHost(() -> WriteHooks.replacing(transcript.resolveSibling("s0.jsonl"))));
    assertNotNull(onHost(() -> WriteHooks.replacing(transcript.resolveSibling("s1.jsonl"))));
    assertNotNull(onHost(() -> WriteHooks.replacing(transcript.resolveSibling("one-more.jsonl"))));
  }

  @Test
  void whatBindsNobodyAnyMoreGoesBeforeWhatStillDoes() throws Exception {
    for (int i = 0; i < WriteFences.MOST; i++) {
      assertNull(loses("s" + i));
    }
    onHost(() -> took(transcript.resolveSibling("s7.jsonl.lock")));
    assertNull(loses("one-more"));
    assertNotNull(onHost(() -> WriteHooks.replacing(transcript.resolveSibling("s0.jsonl"))));
  }

  /** The host takes another session's lock, and loses it; the fence that had to go for that. */
  private @Nullable WriteFence loses(String session) throws Exception {
    Path other = transcript.resolveSibling(session + ".jsonl.lock");
    ThreadRecord host = onHost(() -> took(other));
    LeaseRecord lease = LeaseHooks.heldNow(other.toString());
    assertNotNull(lease);
    String path = transcript.resolveSibling(session + ".jsonl").toString();
    fence = new WriteFence(lease, host.lastSeq(), false, path, path, TOLD, INCIDENT, LATE);
    WriteFence gone = WriteFences.up(fence);
    LeaseHooks.forget(lease);
    return gone;
  }

  private void isAlsoKeptFromTheLock(ThreadRecord host) {
    WriteFence up = fence;
    assertNotNull(up);
    host.fence(new Fence(host.task(), List.of(up.lock()), Long.MAX_VALUE, TOLD));
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
}
