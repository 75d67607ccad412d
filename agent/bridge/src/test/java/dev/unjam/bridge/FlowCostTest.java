package dev.unjam.bridge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.net.URI;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** What is not followed, or no longer: each flow costs as much as many a task. */
class FlowCostTest extends FlowCrew {
  private static final URI PROVIDER = URI.create("https://provider.example/v1");

  private final Object library = new Object();
  private final Object stage = new Object();

  private void take(Object what) {
    HoldHooks.ownerSet(what, Thread.currentThread());
  }

  private void letGoOf(Object what) {
    HoldHooks.ownerSet(what, null);
  }

  private Object inner(Object work) {
    HoldHooks.innerBegins();
    take(library);
    FlowHooks.made(work, null);
    Object call = String.valueOf(call());
    letGoOf(library);
    HoldHooks.innerEnds();
    return call;
  }

  @Test
  void whatTheHolderDoesItselfIsOverOnceItIsDone() throws Exception {
    onHost(
        () -> {
          take(lock);
          FlowHooks.made(stage, null);
          Object notYet = FlowHooks.begins(stage);
          FlowHooks.ends(stage, notYet, false);
          assertNotNull(Flows.of(stage), "tried, and not ready");
          Object entered = FlowHooks.begins(stage);
          FlowHooks.ends(stage, entered, true);
          assertNull(Flows.of(stage));
          assertNull(Threads.mine().flow());
          return null;
        });
  }

  @Test
  void aThreadThatWasSeenToBeNobodysErrandIsSeenToBeOneOnceItIs() throws Exception {
    Thread host = onHost(Thread::currentThread);
    onHost(
        () -> {
          HoldHooks.ownerSet(new Object(), Thread.currentThread());
          assertNull(FlowHooks.running(Threads.mine()));
          return null;
        });
    elsewhere(
        () -> {
          take(lock);
          FlowHooks.handsOver(task);
          assertNull(onHost(() -> FlowHooks.running(Threads.mine())), "that is another's");
          FlowHooks.handsOver(host);
          Flow seen = onHost(() -> FlowHooks.running(Threads.mine()));
          assertSame(Flows.of(host), seen);
          assertNotNull(seen);
          letGoOf(lock);
          assertNull(onHost(() -> FlowHooks.running(Threads.mine())), "void by now");
          return null;
        });
  }

  @Test
  void whatAClientHandsOnWhileItSendsIsTheCallItself() throws Exception {
    onHost(
        () -> {
          take(lock);
          Object entered = HttpClientHooks.asyncEnter("POST", PROVIDER);
          FlowHooks.made(stage, null);
          FlowHooks.handsOver(task);
          assertNull(Flows.of(stage));
          assertNull(Flows.of(task));
          HttpClientHooks.asyncExit(entered, new CompletableFuture<>(), null);
          FlowHooks.made(stage, null);
          assertNotNull(Flows.of(stage), "a stage of the host's behind it");
          return null;
        });
  }

  @Test
  void afterASendThatThrewTheHostsWorkIsFollowedAndTheCallIsOver() throws Exception {
    onHost(
        () -> {
          take(lock);
          Object entered = HttpClientHooks.asyncEnter("POST", PROVIDER);
          HttpClientHooks.asyncExit(entered, null, new IllegalArgumentException());
          FlowHooks.handsOver(task);
          assertNotNull(Flows.of(task));
          CallRecord call = assertInstanceOf(CallRecord.class, entered);
          assertEquals(CallRecord.Phase.DONE, call.phase());
          return null;
        });
  }

  @Test
  void aLibrarysOwnLockIsNoHoldThatWorkOrCallsAreUnder() throws Exception {
    onHost(
        () -> {
          assertEquals("null", inner(stage));
          assertNull(Flows.of(stage));
          take(library);
          FlowHooks.made(stage, null);
          assertNotNull(Flows.of(stage), "the same lock, taken by the host");
          letGoOf(library);
          return null;
        });
  }

  @Test
  void belowALibrarysOwnLockTheHostsHoldCounts() throws Exception {
    onHost(
        () -> {
          take(lock);
          long seq = Threads.mine().lastSeq();
          HoldHooks.innerBegins();
          take(library);
          FlowHooks.made(stage, null);
          Flow flow = Flows.of(stage);
          assertNotNull(flow);
          assertEquals(seq, flow.topSeq);
          assertEquals(seq, flow.underSeq);
          letGoOf(library);
          HoldHooks.innerEnds();
          return null;
        });
  }

  @Test
  void aLockThatTheHostTakesInsideOfALibraryCounts() throws Exception {
    onHost(
        () -> {
          HoldHooks.innerBegins();
          take(library);
          take(lock);
          FlowHooks.made(stage, null);
          assertNotNull(Flows.of(stage));
          letGoOf(lock);
          letGoOf(library);
          HoldHooks.innerEnds();
          return null;
        });
  }

  @Test
  void aHoldThatGoesFromBelowMovesTheLibrarysOwnDown() throws Exception {
    onHost(
        () -> {
          take(lock);
          HoldHooks.innerBegins();
          take(library);
          letGoOf(lock);
          FlowHooks.made(stage, null);
          assertNull(Flows.of(stage));
          take(lock);
          FlowHooks.made(stage, null);
          assertNotNull(Flows.of(stage));
          letGoOf(lock);
          letGoOf(library);
          HoldHooks.innerEnds();
          take(library);
          FlowHooks.made(task, null);
          assertNotNull(Flows.of(task), "nothing is left of it");
          letGoOf(library);
          return null;
        });
  }

  @Test
  void aLibraryWhoseLockCouldNotBeTakenLeavesNothingBehind() throws Exception {
    onHost(
        () -> {
          HoldHooks.innerBegins();
          HoldHooks.innerEnds();
          take(lock);
          FlowHooks.made(stage, null);
          assertSame(Threads.mine(), assertNotNullFlow().holder);
          return null;
        });
  }

  @Test
  void aRecordThatAVirtualThreadLeavesWithinALibraryTellsNothingOfTheNext() throws Exception {
    onHost(
        () -> {
          ThreadRecord r = Threads.mine();
          HoldHooks.innerBegins();
          HttpClientHooks.asyncEnter("POST", PROVIDER);
          Threads.forget(r);
          take(lock);
          FlowHooks.made(stage, null);
          assertNotNull(Flows.of(stage), "a hold of the next one's, who hands work over");
          return null;
        });
  }

  private Flow assertNotNullFlow() {
    Flow flow = Flows.of(stage);
    assertNotNull(flow);
    return flow;
  }
}
