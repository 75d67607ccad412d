package dev.unjam.weave.reactor;

import dev.unjam.bridge.CallRecord;
import dev.unjam.bridge.Denial;
import dev.unjam.bridge.QuotaExceededException;
import dev.unjam.engine.remedy.Attempt;
import dev.unjam.engine.remedy.CallAbort;
import dev.unjam.weave.streams.Calling;

/**
 * Tells whoever waits of our exception, and closes the channel, of HTTP/2 the stream alone.
 *
 * <p>A close alone would do where the library tells of the error: it is told as ours. But what is
 * built upon it may not: WebClient makes an answer of its own of a 429 whose body fails. So a
 * subscriber that is known to wait is cut off from what it waits for, and told itself. Nothing here
 * waits: a close is done by the event loop.
 */
public final class ReactorAbort implements CallAbort {
  private static final String SUBSCRIBER = "org.reactivestreams.Subscriber";
  private static final String DISPOSABLE = "reactor.core.Disposable";
  private static final String SINK = "reactor.core.publisher.MonoSink";
  private static final String OF_A_CHANNEL = "reactor.netty.DisposableChannel";

  @Override
  public String client() {
    return "Reactor Netty";
  }

  @Override
  public Attempt abort(CallRecord call, String message) throws Exception {
    // Both are asked for first: the call lets go of them when it ends.
    Object waiter = call.body();
    Object through = call.through();
    if (waiter == null && through == null) {
      return new Attempt.NoHandle("denied; neither a channel nor a subscriber is known");
    }
    Denial why = new Denial(0, message);
    call.endedBy(why);
    String done = "";
    try {
      if (waiter != null) {
        tell(waiter, why.toException(null));
        done = "subscriber told, ";
      }
    } finally {
      done += through == null ? "no channel yet" : end(through, why.toException(null));
    }
    return new Attempt.Done(done);
  }

  /** Cut off first: what came then from above could be told in the place of ours. */
  private static void tell(Object waiter, QuotaExceededException ours) throws Exception {
    try {
      if (waiter instanceof Runnable iterator) {
        iterator.run();
      } else {
        Calling.call(waiter, DISPOSABLE, "dispose");
      }
    } finally {
      told(waiter, SUBSCRIBER, "onError", ours);
    }
  }

  private static String end(Object through, QuotaExceededException ours) throws Exception {
    if (Calling.type(through, SINK) != null) {
      told(through, SINK, "error", ours);
      return "request failed before it had a channel";
    }
    Object channel = Calling.invoke(Calling.method(through, OF_A_CHANNEL, "channel"), through);
    return ChannelClose.of(channel, through) ? "channel closed" : "no channel to close";
  }

  private static void told(Object by, String type, String method, Throwable ours) throws Exception {
    Calling.invoke(Calling.method(by, type, method, Throwable.class), by, ours);
  }
}
