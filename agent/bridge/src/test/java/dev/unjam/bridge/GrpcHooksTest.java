package dev.unjam.bridge;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.unjam.bridge.CallRecord.Phase;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;

class GrpcHooksTest extends Crew {
  private static final String MESSAGE = "Model API quota exceeded, try again later (incident=i-1)";
  private static final String METHOD = "llm.Chat/Complete";
  private static final int RESOURCE_EXHAUSTED = 8;
  private static final String PROCESSED = "PROCESSED";

  private final Object lock = new Object();
  private final Object made = new Object();
  private final Object listener = new Object();
  private final Object stream = new Object();

  private void holding(Callable<?> what) throws Exception {
    onHost(
        () -> {
          HoldHooks.ownerSet(lock, Thread.currentThread());
          return what.call();
        });
  }

  private static CallRecord started(Object call, String authority) {
    GrpcHooks.made(call, authority);
    return assertInstanceOf(CallRecord.class, GrpcHooks.start(call, METHOD));
  }

  private CallRecord attempted() {
    CallRecord call = started(made, "provider.example");
    ClientHooks.bind(listener, call);
    GrpcHooks.attempts(stream, listener);
    GrpcHooks.again(stream);
    return call;
  }

  private void refused() {
    GrpcHooks.closed(stream, RESOURCE_EXHAUSTED, PROCESSED, List.of("grpc-message", "no quota"));
  }

  @Test
  void theChannelSaysWhomACallIsFor() throws Exception {
    holding(
        () -> {
          assertEquals("provider.example:443", started(new Object(), "provider.example").peer);
          assertEquals("[::1]:50051", started(new Object(), "[::1]:50051").peer);
          assertEquals("host:443", started(new Object(), "user:secret@host").peer);
          CallRecord nobodys = (CallRecord) GrpcHooks.start(new Object(), METHOD);
          assertEquals("unknown:443", requireNonNull(nobodys).peer);
          return null;
        });
  }

  @Test
  void underNoHoldNothingIsRecorded() throws Exception {
    onHost(
        () -> {
          GrpcHooks.made(made, "provider.example");
          assertNull(GrpcHooks.start(made, METHOD));
          assertFalse(GrpcHooks.cares(made));
          assertNull(GrpcHooks.awaits());
          return null;
        });
  }

  @Test
  void aStatusEndsTheCallAndSaysWhy() throws Exception {
    holding(
        () -> {
          CallRecord call = started(made, "provider.example");
          GrpcHooks.closed(made, RESOURCE_EXHAUSTED, PROCESSED, List.of("grpc-message", "no"));
          assertEquals(RESOURCE_EXHAUSTED, call.status());
          assertEquals(List.of("no"), call.answer().headers().get("grpc-message"));
          assertEquals(Phase.DONE, call.phase());
          assertTrue(call.hasFailed());
          assertFalse(GrpcHooks.cares(made));
          CallRecord well = started(made, "provider.example");
          GrpcHooks.closed(made, 0, PROCESSED, List.of());
          assertEquals(200, well.status());
          assertFalse(well.hasFailed());
          return null;
        });
  }

  @Test
  void eachRefusedAttemptOfTheChannelsOwnIsAnAnswerOfOneCall() throws Exception {
    holding(
        () -> {
          CallRecord call = attempted();
          refused();
          assertEquals(Phase.BODY, call.phase(), "in the pause before the next one");
          assertEquals(RESOURCE_EXHAUSTED, call.status());
          GrpcHooks.again(stream);
          assertEquals(0, call.status());
          assertEquals(Phase.SENT, call.phase());
          refused();
          assertEquals(1, call.answer().attempt);
          assertEquals(RESOURCE_EXHAUSTED, requireNonNull(call.answer().before()).status);
          GrpcHooks.closed(made, RESOURCE_EXHAUSTED, PROCESSED, List.of("grpc-message", "no"));
          assertEquals(1, call.answer().attempt, "the last attempt's status is the call's");
          assertEquals(Phase.DONE, call.phase());
          assertFalse(GrpcHooks.cares(stream));
          return null;
        });
  }

  @Test
  void anAttemptThatGoesWellIsNoRefusal() throws Exception {
    holding(
        () -> {
          CallRecord call = attempted();
          refused();
          GrpcHooks.again(stream);
          GrpcHooks.head(made);
          GrpcHooks.closed(stream, 0, PROCESSED, List.of());
          GrpcHooks.closed(made, 0, PROCESSED, List.of());
          assertEquals(200, call.status());
          assertFalse(call.hasFailed());
          return null;
        });
  }

  @Test
  void anAttemptThatLostOrReachedNobodyTellsNothing() throws Exception {
    holding(
        () -> {
          CallRecord call = attempted();
          GrpcHooks.closed(stream, 1, PROCESSED, List.of());
          GrpcHooks.closed(stream, 14, "MISCARRIED", List.of());
          assertEquals(0, call.status());
          GrpcHooks.closed(stream, 14, PROCESSED, List.of());
          assertEquals(14, call.status());
          return null;
        });
  }

  @Test
  void whatEndsACallForOurSakeIsNoAnswer() throws Exception {
    holding(
        () -> {
          CallRecord call = attempted();
          refused();
          call.endedBy(new Denial(0, MESSAGE));
          GrpcHooks.again(stream);
          assertEquals(RESOURCE_EXHAUSTED, call.status());
          GrpcHooks.closed(made, 1, PROCESSED, List.of("grpc-message", MESSAGE));
          assertEquals(RESOURCE_EXHAUSTED, call.status());
          assertEquals(Phase.DONE, call.phase());
          return null;
        });
  }

  @Test
  void aDeniedCallIsRefusedWhenItStarts() throws Exception {
    onHost(
        () -> {
          HoldHooks.ownerSet(lock, Thread.currentThread());
          ThreadRecord r = requireNonNull(Threads.mineIfAny());
          GrpcHooks.made(made, "provider.example");
          r.deny(new Denial(r.lastSeq(), "provider.example:443", MESSAGE));
          assertInstanceOf(QuotaExceededException.class, GrpcHooks.start(made, METHOD));
          assertFalse(GrpcHooks.cares(made));
          assertInstanceOf(CallRecord.class, started(new Object(), "another.example"));
          return null;
        });
  }

  @Test
  void aMessageIsProgress() throws Exception {
    holding(
        () -> {
          CallRecord call = started(made, "provider.example");
          GrpcHooks.head(made);
          assertEquals(0, call.bytes());
          GrpcHooks.message(made);
          assertEquals(1, call.bytes());
          return null;
        });
  }

  @Test
  void whoeverRunsTheListenerMeanwhileWaitsForItsLatestCall() throws Exception {
    holding(
        () -> {
          CallRecord call = started(made, "provider.example");
          assertTrue(call.goesOnAlone());
          Object awaits = GrpcHooks.awaits();
          assertSame(call, awaits);
          assertFalse(call.goesOnAlone());
          ApacheHooks.awaited(awaits);
          assertTrue(call.goesOnAlone());
          GrpcHooks.ended(made, true);
          assertNull(GrpcHooks.awaits());
          return null;
        });
  }

  /** What is told of a status. */
  public interface Told {
    /** The status and the trailer. */
    void onClose(Object status, Object trailer);
  }

  @Test
  void aListenerIsToldOfARefusalAndMayThrow() throws Exception {
    List<Object> heard = new ArrayList<>();
    Told told = (status, trailer) -> heard.addAll(List.of(status, trailer));
    var method = Told.class.getMethod("onClose", Object.class, Object.class);
    GrpcHooks.telling(method, told, "no", "why").run();
    assertEquals(List.of("no", "why"), heard);
    Told throwing =
        (status, trailer) -> {
          throw new IllegalStateException("the host's own");
        };
    RuntimeException hosts = null;
    try {
      GrpcHooks.telling(method, throwing, "no", "why").run();
    } catch (IllegalStateException e) {
      hosts = e;
    }
    assertEquals("the host's own", requireNonNull(hosts).getMessage());
  }
}
