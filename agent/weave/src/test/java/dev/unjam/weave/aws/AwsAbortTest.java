package dev.unjam.weave.aws;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.unjam.bridge.AwsHooks;
import dev.unjam.bridge.CallRecord;
import dev.unjam.bridge.QuotaExceededException;
import dev.unjam.engine.remedy.Attempt;
import dev.unjam.weave.Held;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;

class AwsAbortTest {
  private final Object context = new Object();
  private final Object executor = new Object();
  private final CompletableFuture<String> operation = new CompletableFuture<>();
  private final CompletableFuture<String> attempt = new CompletableFuture<>();

  private CallRecord begun() {
    Object entered = AwsHooks.begins("POST", "provider.example", 443, context);
    AwsHooks.begun(entered, context, operation);
    AwsHooks.attempting(context);
    Object executes = AwsHooks.executes("POST", "provider.example", 443, executor);
    AwsHooks.executing(executes, executor, attempt);
    AwsHooks.attempting(null);
    return assertInstanceOf(CallRecord.class, entered);
  }

  private static void assertFailedByUs(CompletableFuture<?> future) {
    CompletionException seen = assertThrows(CompletionException.class, future::join);
    assertInstanceOf(QuotaExceededException.class, seen.getCause());
  }

  @Test
  void theOperationAndItsAttemptFailWithOurException() throws Exception {
    Held.run(
        () -> {
          CallRecord call = begun();
          assertInstanceOf(Attempt.Done.class, new AwsAbort().abort(call, "quota"));
          assertFailedByUs(operation);
          assertFailedByUs(attempt);
          assertEquals(CallRecord.Phase.DONE, call.phase());
          return null;
        });
  }

  @Test
  void betweenTwoAttemptsTheOperationAloneIsThereToFail() throws Exception {
    Held.run(
        () -> {
          CallRecord call = begun();
          attempt.complete("a refusal");
          assertInstanceOf(Attempt.Done.class, new AwsAbort().abort(call, "quota"));
          assertFailedByUs(operation);
          assertEquals("a refusal", attempt.join());
          return null;
        });
  }

  @Test
  void oneThatHasEndedIsGone() throws Exception {
    Held.run(
        () -> {
          CallRecord call = begun();
          attempt.complete("an answer");
          operation.complete("an answer");
          Attempt said = new AwsAbort().abort(call, "quota");
          assertInstanceOf(Attempt.Gone.class, said);
          return null;
        });
  }
}
