package dev.unjam.bridge;

import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Records what the AWS SDK 2 does asynchronously over its client upon Netty.
 *
 * <p>An operation is one call, however often the SDK attempts it and however long it waits between:
 * that is in no thread. Its client may be used without the SDK too; then each request is a call.
 */
public final class AwsHooks {
  /** The name that its calls have. */
  public static final String CLIENT = "AWS SDK 2 async";

  /** The operation that the calling thread makes an attempt at. */
  private static final ThreadLocal<@Nullable CallRecord> ATTEMPTING = new ThreadLocal<>();

  private AwsHooks() {}

  /**
   * An operation begins; on the thread that asks for it.
   *
   * @param context the SDK's own object for it, through all attempts
   * @return as {@link ClientHooks#enter}
   */
  public static @Nullable Object begins(
      String method, @Nullable String host, int port, Object context) {
    return ClientHooks.enterAsync(CLIENT, method, host, port, context);
  }

  /**
   * It has begun, and has a future that ends when it does.
   *
   * @param future null if there is none, for something was thrown
   * @return the future to go on with: a failed one if it was denied
   */
  public static @Nullable Object begun(
      @Nullable Object entered, Object context, @Nullable Object future) {
    if (entered instanceof QuotaExceededException refused) {
      return failed(refused);
    }
    if (entered instanceof CallRecord call && future instanceof CompletableFuture<?> operation) {
      call.handledBy(operation);
      watch(operation, new Operation(call, context));
    } else if (entered instanceof CallRecord) {
      ClientHooks.end(context, false);
    }
    return future;
  }

  @SuppressWarnings("FutureReturnValueIgnored") // it is what the host gets
  private static Object failed(QuotaExceededException refused) {
    return CompletableFuture.failedFuture(refused);
  }

  /** The calling thread makes an attempt at this operation now, or has made it (null). */
  public static void attempting(@Nullable Object context) {
    CallRecord call = ClientHooks.of(context);
    if (call != null) {
      ATTEMPTING.set(call);
    } else if (context == null) {
      ATTEMPTING.remove();
    }
  }

  /**
   * A request is made of Netty's client: an attempt at an operation, or one by itself.
   *
   * @param executor the client's own object for it
   * @return as {@link ClientHooks#enter}
   */
  public static @Nullable Object executes(
      String method, @Nullable String host, int port, Object executor) {
    CallRecord call = ClientHooks.CALLS.isEmpty() ? null : ATTEMPTING.get();
    if (call == null) {
      return ClientHooks.enterAsync(CLIENT, method, host, port, executor);
    }
    Denial d = Denial.of(call);
    if (d != null) {
      return d.toException(null);
    }
    call.sent();
    call.progress(0);
    ClientHooks.bind(executor, call);
    return call;
  }

  /**
   * It is on its way, and has a future that ends when it does.
   *
   * @return as {@link #begun}
   */
  public static @Nullable Object executing(
      @Nullable Object entered, Object executor, @Nullable Object future) {
    if (entered instanceof QuotaExceededException refused) {
      return failed(refused);
    }
    if (entered instanceof CallRecord call && future instanceof CompletableFuture<?> attempt) {
      if (call.handle() == executor) {
        call.handleWeakly(attempt);
      }
      call.through(attempt);
      watch(attempt, new Attempt(call, executor, attempt));
    }
    return future;
  }

  /**
   * A request has a channel, or a stream of HTTP/2, and is about to be sent; on its event loop.
   *
   * @return a {@link QuotaExceededException} if it is denied by now, else null
   */
  public static @Nullable Object upon(Object executor, Object channel) {
    FlowHooks.eventLoop();
    CallRecord call = ClientHooks.of(executor);
    if (call == null) {
      // It may have been the channel of one that was followed.
      ClientHooks.CALLS.remove(channel);
      return null;
    }
    Denial d = Denial.of(call);
    if (d == null) {
      ClientHooks.bind(channel, call);
    }
    return d == null ? null : d.toException(null);
  }

  /** The last of an answer has come by this channel, which the next request may have. */
  public static void answered(Object channel) {
    ClientHooks.CALLS.remove(channel);
  }

  @SuppressWarnings("FutureReturnValueIgnored") // what it leads to is nobody's
  private static void watch(
      CompletableFuture<?> future, BiConsumer<@Nullable Object, @Nullable Throwable> then) {
    ThreadRecord r = Threads.mineIfAny();
    boolean before = r == null || r.sending;
    if (r != null) {
      // A stage of ours is no work that a holder hands over.
      r.sending = true;
    }
    try {
      future.whenComplete(then);
    } finally {
      if (r != null) {
        r.sending = before;
      }
    }
  }

  /** Told of the end of an operation; on whichever thread ends it. */
  private record Operation(CallRecord call, Object context)
      implements BiConsumer<@Nullable Object, @Nullable Throwable> {
    @Override
    public void accept(@Nullable Object result, @Nullable Throwable thrown) {
      if (Denial.of(call) == null) {
        // Of a denied one it is kept that it is: the SDK takes our exception for one to try again.
        ClientHooks.CALLS.remove(context, call);
      }
      if (thrown == null
          && call.through() instanceof CompletableFuture<?> attempt
          && !attempt.isDone()) {
        // Its answer is there, and somebody reads the rest of it.
        call.handledBy(attempt);
        if (!attempt.isDone()) {
          return;
        }
      }
      ended(call, thrown == null);
    }
  }

  /** Told of the end of an attempt; on whichever thread ends it. */
  private record Attempt(CallRecord call, Object executor, Object future)
      implements BiConsumer<@Nullable Object, @Nullable Throwable> {
    @Override
    public void accept(@Nullable Object result, @Nullable Throwable thrown) {
      ClientHooks.CALLS.remove(executor, call);
      Object handle = call.handle();
      boolean goesOn = handle != future && handle instanceof CompletableFuture<?> f && !f.isDone();
      // Before its operation has a future, that one is told of it soon enough.
      boolean begins = handle != null && !(handle instanceof CompletableFuture<?>);
      if (!goesOn && !begins) {
        ended(call, thrown == null);
      }
    }
  }

  private static void ended(CallRecord call, boolean well) {
    if (call.phase() == CallRecord.Phase.DONE) {
      return;
    }
    if (well) {
      ClientHooks.over(call);
    } else {
      ClientHooks.forget(call);
      call.fail();
    }
  }
}
