package dev.unjam.bridge;

import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * One outbound exchange that a thread began while it held something.
 *
 * <p>The thread that calls, the client's own threads and the watchdog all look at it.
 */
public final class CallRecord extends CallProgress {
  private static final AtomicLong IDS = new AtomicLong();

  /** How far an exchange has come. */
  public enum Phase {
    CONNECTING,
    SENT,
    BODY,
    DONE
  }

  /** Names this call for the life of the JVM. */
  public final long id = IDS.incrementAndGet();

  /** The client library, such as {@code java.net.http}; for a child process its protocol. */
  public final String client;

  /**
   * What is asked for: an HTTP method, the child's command name, or the method of its protocol.
   * Never a path or an argument.
   */
  public final String method;

  /** Host and port, or for a child {@code pid:name}. */
  public final String peer;

  /** The thread that began it. */
  public final ThreadRecord owner;

  /** Holds with a number up to this one are older than the call. */
  public final long heldSeq;

  /** Holds from this one on belong to the call's turn, not to the thread's life. */
  public final long underSeq;

  /** The hold that the call was made under: once it has ended, so has the turn. */
  public final long topSeq;

  /** When it began, in credited milliseconds. */
  public final long startedAt = Ticks.now();

  // Not volatile, each would be a fence at every read of a body. They are written before and after
  // calls that block, and read once a tick: that another thread sees them late counts for nothing.
  private long waitingSince;
  private boolean ownerWaits;
  private long waitedBefore;
  private boolean async;

  private long endedBefore;

  private volatile boolean failed;
  private volatile boolean awaitsAnswer;
  private volatile boolean inMethod;

  /** The call that its thread is inside of as well: this one is made by something within it. */
  private final @Nullable CallRecord outer;

  final @Nullable Flow flow;

  /**
   * A call of the calling thread's.
   *
   * @param flow of the work that it is at, or null
   * @param first what there is of its answer as long as nothing has come
   */
  CallRecord(
      String client,
      String method,
      String peer,
      ThreadRecord owner,
      long underSeq,
      long topSeq,
      @Nullable Flow flow,
      Answer first) {
    super(owner.call(), first);
    this.client = client;
    this.method = method;
    this.peer = peer;
    this.owner = owner;
    this.heldSeq = owner.lastSeq();
    this.underSeq = underSeq;
    this.topSeq = topSeq;
    this.flow = flow;
    CallRecord before = owner.call();
    this.outer = before != null && before.isOnStack() ? before : null;
  }

  /** The number of the call that was begun last; later ones have greater numbers. */
  static long lastId() {
    return IDS.get();
  }

  void waiting(boolean inside) {
    boolean mine = Thread.currentThread() == owner.thread;
    if (mine) {
      ownerWaits = inside;
    } else if (isOwnerInside()) {
      // Who delivers the body may leave only after its reader is back to wait for the next piece.
      return;
    }
    if (mine || async || awaitsAnswer) {
      // Where another thread reads on, who made the call may be at something else.
      bodyIsAwaited(inside);
    }
    if (mine && inside) {
      if (owner.call() != this && phase() != Phase.DONE) {
        resume(this, owner.active());
      }
    } else if (mine) {
      outerComesBack();
    }
  }

  /** Somebody waits for more of the body, or for nothing now: whichever thread he is. */
  final void bodyIsAwaited(boolean more) {
    EventPulse pulse = pulse();
    long inVain = pulse == null ? 0 : pulse.inVainUntilNow(waitingSince);
    waitingSince = more ? Math.max(1, Ticks.now() - inVain) : 0;
  }

  /** Its thread has left it without an end, and may be back: a wait in slices is one wait. */
  void rests() {
    long since = waitingSince;
    waitedBefore = since == 0 ? 0 : Ticks.now() - since;
    waiting(false);
  }

  /** Its thread is back, and waits on. */
  void waitsOn() {
    waiting(true);
    waitingSince = Math.max(1, Ticks.now() - waitedBefore);
  }

  /** Its thread is at the outer call again: how long this one took is no silence of that one. */
  private void outerComesBack() {
    CallRecord at = outer;
    if (at != null && at.isOnStack() && owner.call() != at) {
      at.waitingSince = Ticks.now();
      resume(at, owner.active());
    }
  }

  /** Nothing more comes. */
  public void end() {
    if (endedBefore == 0) {
      endedBefore = lastId() + 1;
    }
    phase(Phase.DONE);
    waitingSince = 0;
    letGoOfBody();
    bodyIsOver();
    forgetHandle();
    if (async) {
      AsyncCalls.remove(this);
    }
  }

  /** Calls with this number and later ones were begun after this one had ended; 0 before it has. */
  public long endedBefore() {
    return endedBefore;
  }

  /** Its answer is there, and over for everybody as long as nobody asks for this body. */
  final void restsUntilAskedFor(Object published) {
    end();
    async = true;
    body(published);
  }

  /** Somebody has asked for the body, and gets it by this. */
  final void isAskedFor(Object by) {
    async = true;
    handleWeakly(by);
    body(by);
    comesBack();
    AsyncCalls.put(this);
  }

  /** Whether it is over, and goes on as soon as somebody asks for the body that is there. */
  public boolean restsUntilAskedFor() {
    return phase() == Phase.DONE && body() != null;
  }

  /** Its answer is there, and who made it goes on waiting for more of it. */
  void goesOn() {
    async = false;
    phase(Phase.BODY);
  }

  /** Whether the peer is a child process. */
  public boolean isToChild() {
    return ChildCall.isClient(client);
  }

  /** A request was written to a child: whoever reads the answer, this call waits for it. */
  void awaits(boolean answer) {
    awaitsAnswer = answer;
    waitingSince = answer ? Ticks.now() : 0;
  }

  /** A read has ended, of this thread's or of one that reads for it. */
  void readEnded() {
    ownerWaits = false;
    waitingSince = awaitsAnswer ? Ticks.now() : 0;
  }

  /** Whether the thread that began the call may do something else while it goes on. */
  public boolean goesOnAlone() {
    return (async || awaitsAnswer) && !isOwnerInside();
  }

  /** The client threw instead of answering, or out of its body. */
  void fail() {
    failed = true;
    end();
  }

  /** Whether the client threw instead of answering, or out of its body. */
  public boolean hasFailed() {
    return failed;
  }

  /** The thread that began an asynchronous call does nothing but wait for it now. */
  void ownerAwaits(boolean inside) {
    ownerWaits = inside && Thread.currentThread() == owner.thread;
  }

  void startedAsync() {
    async = true;
    waitingSince = Ticks.now();
    AsyncCalls.put(this);
    outerComesBack();
  }

  /** The asynchronous call of this number that is in flight, or null. */
  public static @Nullable CallRecord asyncById(long callId) {
    return AsyncCalls.byId(callId);
  }

  /**
   * Since when a thread waits inside the call, in credited ms; 0 if none does, or none can know.
   */
  public long waitingSince() {
    return isUnfollowed() ? 0 : waitingSince;
  }

  /** Whether the calling method has returned before the answer came. */
  public boolean isAsync() {
    return async;
  }

  /** A thread is inside the library's method that makes the call, or has left it. */
  void inMethod(boolean inside) {
    inMethod = inside;
    waiting(inside);
  }

  /** Whether one is: what it reads there, the library may answer with another attempt. */
  boolean isInMethod() {
    return inMethod;
  }

  /** Whether the thread that began it is inside the method that makes it, however deep. */
  boolean isOnStack() {
    return isOwnerInside() && phase() != Phase.DONE;
  }

  private boolean isOwnerInside() {
    return ownerWaits || isAskerInside();
  }
}
