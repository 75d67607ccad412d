package dev.unjam.bridge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What a fence keeps work from that the former holder, or the next one, handed to others. */
class WriteHooksOfWorkTest extends FencedCrew {
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

  @Test
  void whatItHandedOverWhileItHeldIsBoundAndWhatItDoesNextIsNot() throws Exception {
    ThreadRecord host = hostTakes();
    FutureTask<@Nullable IOException> work = handedOver(this::write);
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
        handedOver(
            () -> {
              boolean first = write() != null;
              boolean second = write() != null;
              Ticks.advance(LATE + 1);
              return List.of(first, second, write() != null);
            });
    hostLoses(true);
    assertEquals(List.of(true, true, false), elsewhere(() -> run(loop)));
  }

  @Test
  void whatAFencedTaskHandsOverIsBoundToo() throws Exception {
    hostLoses(false);
    FutureTask<@Nullable IOException> work = handedOver(this::write);
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
    FutureTask<@Nullable IOException> work = handedOver(this::write);
    hostLoses(true);
    WriteFences.prune();
    assertEquals(true, WriteFences.any());
    elsewhere(() -> run(work));
    Flows.prune();
    WriteFences.prune();
    assertEquals(false, WriteFences.any());
  }
}
