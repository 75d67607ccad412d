package dev.unjam.bridge;

import java.util.Iterator;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/**
 * Records calls through Reactor Netty, which begin on the thread that subscribes, go on upon event
 * loops, and are waited for, if at all, by a subscriber of Reactor's.
 *
 * <p>A call is known by its handler, which lives as long as its subscription, through every
 * redirect and retry; each attempt has its operations upon a channel.
 */
public final class ReactorHooks {
  static final String CLIENT = "Reactor Netty";

  /** Who waits, by the subscriber that each one waits with. */
  private static final ByIdentity<Waiter> WAITERS = new ByIdentity<>();

  /** Who made the iterators that are waited with, each for as long as it lives. */
  private static final ByIdentity<Waiter> ITERATING = new ByIdentity<>();

  private static final int LONGEST_CHAIN = 256;

  /** Who waits, and which call was the last of all before that. */
  private record Waiter(ThreadRecord holder, long since) {}

  private ReactorHooks() {}

  /**
   * A request is subscribed to; on that thread. One that is denied is refused in {@link #denied}.
   *
   * @param method its text is the HTTP method
   * @param uri its text is a URI, of which host and port alone are kept
   */
  public static void begins(@Nullable Object method, @Nullable Object uri, Object handler) {
    if (CallHooks.recording() == null) {
      return;
    }
    Authority to = Authority.of(String.valueOf(uri));
    Object begun =
        ClientHooks.enterQueued(CLIENT, String.valueOf(method), to.host(), to.port(), handler);
    Object waiter = begun instanceof CallRecord call && call.flow != null ? call.flow.get() : null;
    if (begun instanceof CallRecord call && waiter != null && WAITERS.get(waiter) != null) {
      call.body(waiter);
    }
  }

  /** Whether a holder waits for what another thread may subscribe to. */
  public static boolean anybodyWaits() {
    return Bridge.isOn() && !WAITERS.isEmpty();
  }

  /**
   * A request is subscribed to; on that thread, which may be an event loop that goes on with what a
   * holder waits for.
   *
   * @param first whom the answer is told to
   * @param rest whom it is told on to, one after the other
   * @return what {@link #subscribed} wants back
   */
  public static @Nullable Object subscribes(Object first, Iterator<?> rest) {
    Object at = first;
    for (int i = 0; i < LONGEST_CHAIN; i++) {
      Waiter waiter = WAITERS.get(at);
      if (waiter != null) {
        ThreadRecord holder = waiter.holder;
        return holder.thread == Thread.currentThread() ? null : FlowHooks.worksFor(holder, at);
      }
      if (!rest.hasNext()) {
        return null;
      }
      at = rest.next();
    }
    return null;
  }

  /** It has been. */
  public static void subscribed(@Nullable Object entered) {
    FlowHooks.ends(entered, false);
  }

  /** What is told of a failure before there is a channel; once for each attempt. */
  public static void toldBy(Object handler, Object sink) {
    CallRecord call = ClientHooks.of(handler);
    if (call != null) {
      call.through(sink);
    }
  }

  /** An attempt has a channel, upon which these operations are its own. */
  public static void upon(Object handler, Object operations) {
    CallRecord call = ClientHooks.of(handler);
    if (call != null && call.phase() != CallRecord.Phase.DONE) {
      call.through(operations);
      ClientHooks.bind(operations, call);
    }
  }

  /** The exception to throw instead of connecting or sending, or null; any thread. */
  public static @Nullable Object denied(Object handler) {
    CallRecord call = ClientHooks.of(handler);
    Denial d = call == null ? null : Denial.of(call);
    return d == null ? null : d.toException(null);
  }

  /** What is told in the place of an error of an attempt that these operations are of. */
  public static @Nullable Throwable told(@Nullable Object operations, @Nullable Throwable error) {
    CallRecord call = error == null ? null : ClientHooks.of(operations);
    Denial d = call == null ? null : Denial.of(call);
    return d == null || error instanceof Error ? error : d.toException(error);
  }

  /** An attempt has failed before its head; it is tried again, or redirected, or not. */
  public static void failed(Object handler, boolean again) {
    CallRecord call = ClientHooks.of(handler);
    Object operations = call == null ? null : call.through();
    if (operations != null) {
      // Whatever else these tell is not of the call any more.
      ClientHooks.CALLS.remove(operations);
    }
    if (call != null && !again) {
      fails(call);
    }
  }

  /** Of an ended one that is not denied nothing is kept; of one that is, that it is. */
  private static void fails(CallRecord call) {
    if (Denial.of(call) == null) {
      ClientHooks.forget(call);
    }
    call.fail();
  }

  /** The last of an answer has come, or nothing more will. */
  public static void over(Object operations, boolean well) {
    CallRecord call = ClientHooks.of(operations);
    if (call != null) {
      ClientHooks.CALLS.remove(operations);
      if (well) {
        ClientHooks.over(call);
      } else {
        fails(call);
      }
    }
  }

  /** Whether an answer like this one may be followed by another request of the same call. */
  public static boolean mayGoOn(@Nullable CallRecord call) {
    int status = call == null ? 0 : call.status();
    return (status >= 300 && status < 400) || status == 401 || status == 407;
  }

  /** Somebody will wait with this subscriber, and subscribes with it first; on that thread. */
  public static void willWait(Object subscriber) {
    CallRecord before = latest();
    if (before != null) {
      ClientHooks.CALLS.put(subscriber, before);
    }
    ThreadRecord holder = CallHooks.recording();
    if (holder != null) {
      Waiter waiter = new Waiter(holder, CallRecord.lastId());
      (subscriber instanceof CountDownLatch ? WAITERS : ITERATING).put(subscriber, waiter);
    }
  }

  /** Something has come for who iterates with this, or its end. */
  public static void signals(Object iterator) {
    Waiter waiter = ITERATING.get(iterator);
    if (waiter != null) {
      AnswerHooks.tells(waiter.holder);
    }
  }

  /** It was for one answer, and has it: nothing goes on for it any more. */
  public static void waitsNoMore(Object subscriber) {
    Flow f = WAITERS.remove(subscriber) == null ? null : Flows.of(subscriber);
    if (f != null) {
      f.tells();
      Flows.end(f);
    }
  }

  /**
   * The calling thread waits with this subscriber: for the call that subscribing to it began, or
   * for the body of one whose head it has waited for before.
   *
   * @return what {@link #waited} wants back
   */
  public static @Nullable Object waits(Object subscriber) {
    CallRecord known = ClientHooks.of(subscriber);
    CallRecord call = isOf(known, subscriber) ? known : begunSince(known);
    if (call == null || call.phase() == CallRecord.Phase.DONE) {
      Object read = reads();
      return read == null ? ofTheJdk(subscriber) : read;
    }
    if (call != known) {
      call.body(subscriber);
      ClientHooks.CALLS.put(subscriber, call);
    }
    call.ownerAwaits(true);
    return call;
  }

  /**
   * The calling thread waits for something: for the body of its latest call, if the head of it has
   * come.
   *
   * @return what {@link #waited} wants back
   */
  public static @Nullable Object reads() {
    CallRecord call = latest();
    if (call == null || call.phase() != CallRecord.Phase.BODY) {
      return null;
    }
    call.ownerAwaits(true);
    return call;
  }

  /**
   * The same for the one call through java.net.http that the calling thread has begun since it made
   * this subscriber, as Spring's WebClient does.
   */
  private static @Nullable Object ofTheJdk(Object subscriber) {
    Waiter waiter = WAITERS.get(subscriber);
    CallRecord call = waiter == null ? null : waiter.holder.call();
    if (waiter == null || call == null || call.owner.thread != Thread.currentThread()) {
      return null;
    }
    CallRecord before = call.previous();
    boolean alone = call.id > waiter.since && (before == null || before.id <= waiter.since);
    if (!alone || !call.client.equals(HttpClientHooks.CLIENT) || !call.isAsync()) {
      return null;
    }
    call.ownerAwaits(true);
    return call;
  }

  private static boolean isOf(@Nullable CallRecord known, Object subscriber) {
    return known != null && known.body() == subscriber;
  }

  /** The latest call, if it is another one, and nobody's. */
  private static @Nullable CallRecord begunSince(@Nullable CallRecord before) {
    CallRecord call = latest();
    return call == null || call == before || call.body() != null ? null : call;
  }

  /** It waits no more; with a failure if there was one. */
  public static void waited(@Nullable Object entered, @Nullable Throwable thrown) {
    if (!(entered instanceof CallRecord call)) {
      return;
    }
    call.ownerAwaits(false);
    boolean cutOff = thrown != null && call.phase() != CallRecord.Phase.DONE;
    if (cutOff && call.client.equals(CLIENT)) {
      fails(call);
    }
    ThreadRecord r = Threads.mineIfAny();
    if (r != null && r.interruptedByUs) {
      CallHooks.clearInterrupt(r);
    }
  }

  /** The calling thread's latest call, if it is one of these and in flight. */
  private static @Nullable CallRecord latest() {
    ThreadRecord r = Bridge.isOn() ? Threads.mineIfAny() : null;
    CallRecord call = r == null ? null : r.call();
    return call != null && call.client.equals(CLIENT) && call.phase() != CallRecord.Phase.DONE
        ? call
        : null;
  }
}
