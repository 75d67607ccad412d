package dev.unjam.bridge;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.unjam.bridge.CallRecord.Phase;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class AwsHooksTest extends Crew {
  private final Object context = new Object();
  private final Object channel = new Object();
  private final CompletableFuture<String> operation = new CompletableFuture<>();

  private void holding(Callable<?> what) throws Exception {
    onHost(
        () -> {
          HoldHooks.ownerSet(new Object(), Thread.currentThread());
          return what.call();
        });
  }

  private CallRecord begun() {
    Object entered = AwsHooks.begins("POST", "provider.example", 443, context);
    assertSame(operation, AwsHooks.begun(entered, context, operation));
    return assertInstanceOf(CallRecord.class, entered);
  }

  private static @Nullable Object executes(Object executor) {
    return AwsHooks.executes("POST", "provider.example", 443, executor);
  }

  private @Nullable Object attempt(Object executor, CompletableFuture<?> future) {
    AwsHooks.attempting(context);
    try {
      Object entered = executes(executor);
      assertSame(future, AwsHooks.executing(entered, executor, future));
      return entered;
    } finally {
      AwsHooks.attempting(null);
    }
  }

  @Test
  void underNoHoldNothingIsRecordedAndNothingChanged() throws Exception {
    onHost(
        () -> {
          Object entered = AwsHooks.begins("POST", "provider.example", 443, context);
          assertNull(entered);
          assertSame(operation, AwsHooks.begun(entered, context, operation));
          assertNull(attempt(new Object(), new CompletableFuture<>()));
          assertNull(AwsHooks.upon(new Object(), channel));
          assertEquals(0, operation.getNumberOfDependents());
          return null;
        });
  }

  @Test
  void anOperationIsOneCallHoweverOftenItIsAttempted() throws Exception {
    holding(
        () -> {
          CallRecord call = begun();
          for (int status : List.of(429, 503)) {
            CompletableFuture<String> future = new CompletableFuture<>();
            Object executor = new Object();
            assertSame(call, attempt(executor, future));
            assertSame(future, call.through());
            assertNull(AwsHooks.upon(executor, channel));
            ClientHooks.head(ClientHooks.of(channel), status, List.of());
            AwsHooks.answered(channel);
            future.complete(null);
            assertEquals(status, call.status());
            assertEquals(Phase.BODY, call.phase());
            assertNull(ClientHooks.of(executor));
          }
          operation.complete("answer");
          assertEquals(Phase.DONE, call.phase());
          assertFalse(call.hasFailed());
          assertNull(ClientHooks.of(context));
          return null;
        });
  }

  @Test
  void anOperationWhoseAnswerIsStillReadGoesOnUntilThatHasEnded() throws Exception {
    holding(
        () -> {
          CallRecord call = begun();
          CompletableFuture<String> reading = new CompletableFuture<>();
          attempt(new Object(), reading);
          operation.complete("the head");
          assertEquals(Phase.SENT, call.phase());
          assertSame(reading, call.handle());
          reading.completeExceptionally(new IOException("reset"));
          assertEquals(Phase.DONE, call.phase());
          assertTrue(call.hasFailed());
          return null;
        });
  }

  @Test
  void theNextAttemptAtADeniedOperationIsRefusedWhicheverThreadMakesIt() throws Exception {
    CallRecord[] call = new CallRecord[1];
    holding(() -> call[0] = begun());
    call[0].endedBy(new Denial(0, "quota"));
    operation.completeExceptionally(new IOException("quota"));
    AwsHooks.attempting(context);
    try {
      Object refused = executes(new Object());
      QuotaExceededException ours = assertInstanceOf(QuotaExceededException.class, refused);
      assertEquals("quota", ours.getMessage());
      Object future = AwsHooks.executing(refused, new Object(), null);
      assertTrue(assertInstanceOf(CompletableFuture.class, future).isCompletedExceptionally());
    } finally {
      AwsHooks.attempting(null);
    }
    assertNull(executes(new Object()), "another's is not");
  }

  @Test
  void aRequestThatIsDeniedBeforeItIsSentIsNotSent() throws Exception {
    holding(
        () -> {
          CallRecord call = begun();
          Object executor = new Object();
          attempt(executor, new CompletableFuture<>());
          call.endedBy(new Denial(0, "quota"));
          assertInstanceOf(QuotaExceededException.class, elsewhere(() -> upon(executor)));
          assertNull(ClientHooks.of(channel));
          return null;
        });
  }

  private @Nullable Object upon(Object executor) {
    return AwsHooks.upon(executor, channel);
  }

  @Test
  void aRequestWithoutAnOperationIsACallOfItsOwn() throws Exception {
    holding(
        () -> {
          CompletableFuture<String> future = new CompletableFuture<>();
          Object executor = new Object();
          Object entered = executes(executor);
          AwsHooks.executing(entered, executor, future);
          CallRecord call = requireNonNull(ClientHooks.of(executor));
          assertNotSame(begun(), call);
          assertSame(future, call.handle());
          future.complete("answer");
          assertEquals(Phase.DONE, call.phase());
          return null;
        });
  }

  @Test
  void aChannelThatGoesOnToAnotherRequestStandsForNoCallAnyMore() throws Exception {
    holding(
        () -> {
          begun();
          Object executor = new Object();
          attempt(executor, new CompletableFuture<>());
          elsewhere(() -> upon(executor));
          assertSame(ClientHooks.of(executor), ClientHooks.of(channel));
          elsewhere(() -> upon(new Object()));
          assertNull(ClientHooks.of(channel));
          return null;
        });
  }

  @Test
  void anOperationThatCouldNotBeginIsOver() throws Exception {
    holding(
        () -> {
          Object entered = AwsHooks.begins("POST", "provider.example", 443, context);
          assertNull(AwsHooks.begun(entered, context, null));
          assertEquals(Phase.DONE, assertInstanceOf(CallRecord.class, entered).phase());
          return null;
        });
  }
}
