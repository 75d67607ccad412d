package dev.unjam.bridge;

import java.lang.ref.Reference;
import java.lang.ref.WeakReference;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * One outbound exchange that a thread began while it held something.
 *
 * <p>Fields are volatile: the thread that calls, the client's own threads and the watchdog all look
 * at them.
 */
public final class CallRecord {
  private static final AtomicLong IDS = new AtomicLong();
  private static final int CHAIN = 16;

  /** The asynchronous calls in flight, whose thread may long be at another. */
  private static final ConcurrentHashMap<Long, CallRecord> ASYNC = new ConcurrentHashMap<>();

  /** How far an exchange has come. */
  public enum Phase {
    CONNECTING,
    SENT,
    BODY,
    DONE
  }

  /** Names this call for the life of the JVM. */
  public final long id = IDS.incrementAndGet();

  /** The client library, such as {@code java.net.http}; {@code child} for a child process. */
  public final String client;

  /**
   * What is asked for: an HTTP method, or the child's command name. Never a path or an argument.
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

  private volatile Phase phase = Phase.CONNECTING;
  private volatile long lastByteAt = Ticks.now();
  private volatile long waitingSince;
  private volatile long bytes;
  private volatile int status;
  private volatile Map<String, List<String>> headers = Map.of();
  private volatile @Nullable Tee tee;
  private volatile @Nullable Object handle;
  private volatile @Nullable Reference<Object> body;
  private volatile boolean async;
  private volatile boolean failed;
  private volatile boolean awaitsAnswer;
  private volatile boolean ownerWaits;
  private volatile @Nullable CallRecord previous;
  private final int chainLength;

  CallRecord(
      String client, String method, String peer, ThreadRecord owner, long underSeq, long topSeq) {
    this.client = client;
    this.method = method;
    this.peer = peer;
    this.owner = owner;
    this.heldSeq = owner.lastSeq();
    this.underSeq = underSeq;
    this.topSeq = topSeq;
    CallRecord before = owner.call();
    this.chainLength = before == null || before.chainLength >= CHAIN ? 0 : before.chainLength + 1;
    this.previous = chainLength == 0 ? null : before;
    if (before != null && chainLength == 0) {
      before.previous = null;
    }
  }

  void sent() {
    if (phase == Phase.CONNECTING) {
      phase = Phase.SENT;
    }
  }

  /** The head of the answer has come. */
  public void head(int code, Map<String, List<String>> fields) {
    status = code;
    headers = fields;
    lastByteAt = Ticks.now();
    tee = new Tee(code < 400 && isStream(fields));
    if (phase != Phase.DONE) {
      phase = Phase.BODY;
    }
  }

  private static boolean isStream(Map<String, List<String>> fields) {
    for (Map.Entry<String, List<String>> e : fields.entrySet()) {
      if ("content-type".equalsIgnoreCase(e.getKey()) && !e.getValue().isEmpty()) {
        String type = e.getValue().get(0);
        return type.contains("stream") || type.contains("ndjson") || type.contains("jsonl");
      }
    }
    return false;
  }

  void streams() {
    tee = new Tee(true);
  }

  void progress(int n) {
    lastByteAt = Ticks.now();
    long before = bytes;
    bytes = before + n;
  }

  void waiting(boolean inside) {
    ownerWaits = inside && Thread.currentThread() == owner.thread;
    waitingSince = inside ? Ticks.now() : 0;
  }

  /** Nothing more comes. */
  public void end() {
    phase = Phase.DONE;
    waitingSince = 0;
    body = null;
    handle = null;
    if (async) {
      ASYNC.remove(id);
    }
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
    return (async || awaitsAnswer) && !ownerWaits;
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

  void handle(@Nullable Object h) {
    handle = h;
  }

  /** The same for an object that finds the call: it must not be kept alive by what it finds. */
  void handleWeakly(Object h) {
    handle = new WeakReference<>(h);
  }

  /** Sets what delivers the body. */
  public void body(Object b) {
    body = new WeakReference<>(b);
  }

  void startedAsync() {
    async = true;
    waitingSince = Ticks.now();
    ASYNC.put(id, this);
  }

  /** The asynchronous call of this number that is in flight, or null. */
  public static @Nullable CallRecord asyncById(long callId) {
    return ASYNC.get(callId);
  }

  /** How far it has come. */
  public Phase phase() {
    return phase;
  }

  /** When the last byte came, or the call began, in credited milliseconds. */
  public long lastByteAt() {
    return lastByteAt;
  }

  /** Since when a thread waits inside the call, in credited milliseconds; 0 if none does. */
  public long waitingSince() {
    return waitingSince;
  }

  /** How many bytes of the body have come. */
  public long bytes() {
    return bytes;
  }

  /** The answer's status, 0 before its head has come. */
  public int status() {
    return status;
  }

  /** The answer's header fields; they stay in this JVM's memory and reach no log. */
  public Map<String, List<String>> headers() {
    return headers;
  }

  /** The bounded copy of the body, or null. */
  public @Nullable Tee tee() {
    return tee;
  }

  /** The client's own object for the call: a connection, a future, a child's record; or null. */
  public @Nullable Object handle() {
    Object h = handle;
    return h instanceof Reference<?> weak ? weak.get() : h;
  }

  /** The stream or subscriber that delivers the body, or null; its reader keeps it alive. */
  public @Nullable Object body() {
    Reference<Object> b = body;
    return b == null ? null : b.get();
  }

  /** Whether the calling method has returned before the answer came. */
  public boolean isAsync() {
    return async;
  }

  /** The call that the same thread made before, or null. */
  public @Nullable CallRecord previous() {
    return previous;
  }

  /** Lets go of the calls before; the watchdog's thread only, once it has seen them. */
  public void forgetPrevious() {
    previous = null;
  }
}
