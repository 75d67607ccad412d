package dev.unjam.bridge;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.unjam.bridge.CallRecord.Phase;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Calls of gRPC's whose channel has to find the server first, at whichever moment it does. */
class GrpcDelayedTest extends Crew {
  private static final String MESSAGE = "Model API quota exceeded, try again later (incident=i-1)";
  private static final String METHOD = "llm.Chat/Complete";

  private final Object lock = new Object();
  private final Object delayed = new Object();
  private final Object made = new Object();

  private void holding(Callable<?> what) throws Exception {
    onHost(
        () -> {
          HoldHooks.ownerSet(lock, Thread.currentThread());
          return what.call();
        });
  }

  private static @Nullable Object another() {
    Object call = new Object();
    GrpcHooks.made(call, "another.example");
    return GrpcHooks.start(call, METHOD);
  }

  /** The channel's own thread tells the call what it goes on as. */
  private void foundElsewhere(Object delayed) throws Exception {
    elsewhere(
        () -> {
          GrpcHooks.goesOnAs(delayed, made);
          return null;
        });
  }

  @Test
  void aCallThatHadToFindItsServerGoesOnAsTheOneThatIsStarted() throws Exception {
    holding(
        () -> {
          GrpcHooks.delayed(delayed);
          CallRecord call = requireNonNull(ClientHooks.of(delayed));
          GrpcHooks.goesOnAs(delayed, made);
          assertSame(call, elsewhere(() -> GrpcHooks.start(made, METHOD)));
          GrpcHooks.cancelled(delayed, made);
          assertEquals(Phase.SENT, call.phase(), "the call proper tells of that");
          elsewhere(
              () -> {
                GrpcHooks.ended(made, true);
                return null;
              });
          assertEquals(Phase.DONE, call.phase());
          return null;
        });
  }

  @Test
  void aCallWhoseServerIsFoundBeforeItStartsIsOneCallForThatServer() throws Exception {
    holding(
        () -> {
          GrpcHooks.made(delayed, "provider.example");
          foundElsewhere(delayed);
          GrpcHooks.delayed(delayed);
          CallRecord call = (CallRecord) requireNonNull(GrpcHooks.start(made, METHOD));
          assertEquals("provider.example:443", call.peer);
          assertSame(call, ClientHooks.of(delayed), "one call, not two");
          GrpcHooks.ended(made, true);
          assertEquals(Phase.DONE, call.phase());
          return null;
        });
  }

  @Test
  void aServerThatIsFoundBeforeTheChannelHasTheCallMadeIsTheCallsAllTheSame() throws Exception {
    holding(
        () -> {
          foundElsewhere(delayed);
          GrpcHooks.made(delayed, "provider.example");
          GrpcHooks.delayed(delayed);
          CallRecord call = (CallRecord) requireNonNull(GrpcHooks.start(made, METHOD));
          assertEquals("provider.example:443", call.peer);
          return null;
        });
  }

  @Test
  void whoIsDeniedTheServerOfSuchACallIsDeniedTheNextOneToo() throws Exception {
    holding(
        () -> {
          GrpcHooks.made(delayed, "provider.example");
          foundElsewhere(delayed);
          GrpcHooks.delayed(delayed);
          CallRecord call = (CallRecord) requireNonNull(GrpcHooks.start(made, METHOD));
          ThreadRecord r = requireNonNull(Threads.mineIfAny());
          r.deny(new Denial(r.lastSeq(), call.peer, MESSAGE));
          GrpcHooks.ended(made, false);
          Object next = new Object();
          GrpcHooks.made(next, "provider.example");
          assertInstanceOf(QuotaExceededException.class, GrpcHooks.start(next, METHOD));
          assertInstanceOf(CallRecord.class, another());
          return null;
        });
  }

  @Test
  void whoStartsACallProperForAnotherIsNotWhoMakesIt() throws Exception {
    GrpcHooks.goesOnAs(delayed, made);
    elsewhere(
        () -> {
          GrpcHooks.delayed(delayed);
          return null;
        });
    holding(
        () -> {
          assertNull(GrpcHooks.start(made, METHOD), "it was begun by somebody who holds nothing");
          return null;
        });
  }

  @Test
  void aCallThatIsCancelledBeforeItHasFoundItsServerHasEnded() throws Exception {
    holding(
        () -> {
          GrpcHooks.delayed(delayed);
          CallRecord call = requireNonNull(ClientHooks.of(delayed));
          GrpcHooks.cancelled(delayed, null);
          assertEquals(Phase.DONE, call.phase());
          assertTrue(call.hasFailed());
          return null;
        });
  }

  @Test
  void aCallWhoseWayIsChosenIsTheOneThatStartsThen() throws Exception {
    Object chosen = new Object();
    holding(
        () -> {
          GrpcHooks.made(chosen, "provider.example");
          GrpcHooks.chooses(chosen);
          CallRecord call = (CallRecord) requireNonNull(GrpcHooks.start(made, METHOD));
          GrpcHooks.hasChosen(chosen);
          assertEquals("provider.example:443", call.peer);
          assertEquals(Phase.SENT, call.phase());
          return null;
        });
  }

  @Test
  void aCallThatHadToWaitAndWhoseWayIsChosenThenIsOneCall() throws Exception {
    Object chosen = new Object();
    holding(
        () -> {
          GrpcHooks.made(delayed, "provider.example");
          GrpcHooks.delayed(delayed);
          CallRecord call = requireNonNull(ClientHooks.of(delayed));
          elsewhere(
              () -> {
                GrpcHooks.goesOnAs(delayed, chosen);
                GrpcHooks.chooses(chosen);
                assertSame(call, GrpcHooks.start(made, METHOD));
                GrpcHooks.hasChosen(chosen);
                GrpcHooks.ended(made, true);
                return null;
              });
          assertEquals(Phase.DONE, call.phase());
          return null;
        });
  }

  @Test
  void aCallForWhichThereIsNoWayHasEnded() throws Exception {
    Object chosen = new Object();
    holding(
        () -> {
          GrpcHooks.delayed(delayed);
          CallRecord call = requireNonNull(ClientHooks.of(delayed));
          GrpcHooks.goesOnAs(delayed, chosen);
          GrpcHooks.chooses(chosen);
          GrpcHooks.hasChosen(chosen);
          assertEquals(Phase.DONE, call.phase());
          assertTrue(call.hasFailed());
          return null;
        });
  }

  @Test
  void aCallThatHadFoundItsServerBeforeWeCameIsLeftToTheCallProper() throws Exception {
    holding(
        () -> {
          GrpcHooks.delayed(delayed);
          CallRecord call = requireNonNull(ClientHooks.of(delayed));
          GrpcHooks.hasBegun(delayed, made, false);
          assertEquals(Phase.DONE, call.phase());
          return null;
        });
  }

  @Test
  void aCallThatHasBegunAndGoesOnAsAnotherGoesOn() throws Exception {
    holding(
        () -> {
          GrpcHooks.delayed(delayed);
          CallRecord call = requireNonNull(ClientHooks.of(delayed));
          GrpcHooks.hasBegun(delayed, null, false);
          assertEquals(Phase.SENT, call.phase());
          GrpcHooks.goesOnAs(delayed, made);
          GrpcHooks.hasBegun(delayed, made, false);
          assertEquals(Phase.SENT, call.phase());
          return null;
        });
  }
}
