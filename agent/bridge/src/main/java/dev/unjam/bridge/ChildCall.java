package dev.unjam.bridge;

import java.util.NavigableMap;
import org.jspecify.annotations.Nullable;

/**
 * One call to a child: by which request it is known where the child speaks JSON-RPC.
 *
 * <p>The handle of its {@link CallRecord}. Any thread.
 */
public final class ChildCall {
  /** The client of calls to a child that speaks no JSON-RPC. */
  static final String PLAIN = "child";

  private static final String ACP = "acp";
  private static final String MCP = "mcp";
  private static final String RPC = "json-rpc";

  /** ACP's method that asks for a turn. */
  public static final String PROMPT = "session/prompt";

  private static final String[] OF_ACP = {"session/", "authenticate", "terminal/"};
  private static final String[] OF_MCP = {
    "tools/", "resources/", "prompts/", "completion/", "logging/", "ping"
  };
  private static final int LONGEST_NAME = 64;
  private static final byte[] LINE = {'\n'};

  /**
   * So many bytes of what a child says while it gets on are kept: a refusal is a sentence or two,
   * and what stands far down in a file that it has read is none.
   */
  private static final int OF_PROGRESS = 2_048;

  private final ChildRecord child;
  private final CallRecord call;
  private final @Nullable RpcFrame request;
  private final boolean forEnd;

  /** Whether nobody is known who asked: its thread may be at somebody's work by chance. */
  private volatile boolean loose;

  // Neither is volatile: see CallRecord.
  private long stderrFrom;

  /** The same as if the error stream were in order with the output. */
  private long gotOver;

  private volatile boolean answeredForIt;

  /** Who was found to wait for it, and under which hold, where it was not the one who asked. */
  private volatile @Nullable ThreadRecord waiter;

  private volatile long waiterSeq;

  ChildCall(ChildRecord child, CallRecord call, @Nullable RpcFrame request) {
    this(child, call, request, false);
  }

  private ChildCall(
      ChildRecord child, CallRecord call, @Nullable RpcFrame request, boolean forEnd) {
    this.child = child;
    this.call = call;
    this.request = request;
    this.forEnd = forEnd;
    this.stderrFrom = child.stderr().total();
  }

  /** One that waits for nothing but the child's end. */
  ChildCall(ChildRecord child, CallRecord call) {
    this(child, call, null, true);
  }

  /** Whether calls of this client go to a child. */
  public static boolean isClient(String client) {
    return client.equals(PLAIN) || client.equals(ACP) || client.equals(MCP) || client.equals(RPC);
  }

  /** Which protocol a request is of, as the log has it. */
  static String clientOf(String method) {
    return startsWithAny(method, OF_ACP) ? ACP : startsWithAny(method, OF_MCP) ? MCP : RPC;
  }

  private static boolean startsWithAny(String method, String[] prefixes) {
    for (String prefix : prefixes) {
      if (method.startsWith(prefix)) {
        return true;
      }
    }
    return false;
  }

  /** A method's name as it may stand in a log: it is the host's text. */
  static String nameOf(String method) {
    boolean plain = method.length() <= LONGEST_NAME;
    for (int i = 0; plain && i < method.length(); i++) {
      char c = method.charAt(i);
      boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
      plain = letter || (c >= '0' && c <= '9') || "/_$.-".indexOf(c) >= 0;
    }
    return plain ? method : "request";
  }

  /** The child. */
  public ChildRecord child() {
    return child;
  }

  /** What is recorded of it. */
  public CallRecord call() {
    return call;
  }

  /** Whether it is a request of JSON-RPC. */
  public boolean isRequest() {
    return request != null;
  }

  /** The request's id as it stands in the frame, quotes included; or null. */
  public @Nullable String id() {
    return request == null ? null : request.id();
  }

  /** The request's method, or null. */
  public @Nullable String method() {
    return request == null ? null : request.method();
  }

  /** The session that the request names, as it stands between its quotes; or null. */
  public @Nullable String session() {
    return request == null ? null : request.session();
  }

  /** What the child has said on its error stream since it last got on with this call. */
  public byte[] stderr() {
    return child.stderr().copySince(stderrFrom);
  }

  /**
   * What else is known of that where it is more than is kept: how it began in the latest ticks, in
   * whole lines, by behind how many bytes it said them.
   */
  public NavigableMap<Long, byte[]> flooded() {
    return child.floodedSince(stderrFrom);
  }

  /** How much it had said on its error stream when it last got on with this call. */
  public long stderrFrom() {
    return stderrFrom;
  }

  /** Changes whenever {@link #stderr} may. */
  public long stderrVersion() {
    return child.stderr().version() + (stderrFrom << 32);
  }

  /**
   * Whether the child waits for an answer of the host's before it can go on.
   *
   * @param millis for how long that counts where the host can answer by itself, in credited ms
   */
  public boolean isHostsTurn(long millis) {
    return child.talk().owed().isAny(session(), millis);
  }

  /**
   * Whether the child's silence tells nothing: nobody waits for more than its end, and it has never
   * said a word; or it was written to and speaks no JSON-RPC, and owes no answer.
   */
  public boolean isMute() {
    return forEnd ? child.saidAt() == 0 : request == null && call.goesOnAlone();
  }

  /** Whether it waits for nothing but the child's end. */
  boolean isForEnd() {
    return forEnd;
  }

  /** Whether it waits for the child's end in slices, and is between two of them. */
  public boolean isAtRest() {
    return forEnd && call.waitingSince() == 0;
  }

  /** Whether no answer can come any more that the child owes. */
  public boolean isOver() {
    return request != null && child.isOver();
  }

  /** The host is about to be answered in the child's stead, or is not after all. */
  public void answeredForIt(boolean now) {
    answeredForIt = now;
  }

  /** This thread waits for it under this hold; the watchdog's thread. */
  public void awaitedBy(ThreadRecord thread, long holdSeq) {
    waiterSeq = holdSeq;
    waiter = thread;
  }

  /** Whether this thread was found to wait for it, and has its hold still. */
  public boolean isAwaitedBy(ThreadRecord thread) {
    return waiter == thread && thread.has(waiterSeq);
  }

  /** Whether a hold is still there that it was made under. */
  public boolean isHeld() {
    ThreadRecord w = waiter;
    return isHeldByAsker() || (w != null && w.has(waiterSeq));
  }

  /** The same of the thread that wrote it, or of whom that works for. */
  public boolean isHeldByAsker() {
    Flow f = loose ? null : call.flow;
    return (call.topSeq != 0 && call.owner.has(call.topSeq))
        || (f != null && f.holder.has(f.topSeq));
  }

  /** Whether nobody waits for it any more, and nobody will tell of its end. */
  boolean isLeft() {
    return (answeredForIt || isOver()) && !isHeld();
  }

  void nobodys() {
    loose = true;
  }

  /** Whether what the child says is about it, or about no session like it. */
  boolean isMeantBy(RpcFrame frame) {
    String about = frame.session();
    return about == null ? session() == null : about.equals(session());
  }

  /** The work that it was made by, or null. */
  @Nullable Flow work() {
    return loose ? null : call.flow;
  }

  /**
   * The child gets on with it: what was said before on its error stream is got over, and what was
   * said just now once it gets on still; at once where that is as well another request's.
   *
   * @param bytes how many have come since it last did
   */
  void progress(byte[] text, int offset, int length, int bytes) {
    gotOver = child.stderr().total();
    if (gotOver != stderrFrom) {
      long settled = child.talk().asksForOne() ? child.settledStderr() : gotOver;
      stderrFrom = Math.max(stderrFrom, settled);
    }
    Tee tee = call.tee();
    if (tee != null) {
      tee.replace(text, offset, length);
    }
    call.progress(bytes);
  }

  /** How much is looked at of what a child says like this. */
  static int wants(RpcFrame frame) {
    return frame.id() == null && frame.update() != null && frame.isProgress()
        ? OF_PROGRESS
        : Tee.LIMIT;
  }

  /** The child says something that is meant for this call, and need not be progress. */
  void says(byte[] text, int offset, int length) {
    Tee tee = call.tee();
    if (tee != null) {
      tee.add(text, offset, length);
      tee.add(LINE, 0, 1);
    }
  }

  /** The child has answered; an error is looked at together with what it said beside it. */
  void answered(boolean error, byte[] text, int offset, int length) {
    String id = id();
    if (answeredForIt && id != null) {
      child.talk().ids().answeredForIt(id);
      // Until its waiter has let go nobody knows whether that was enough.
      return;
    }
    if (error) {
      says(text, offset, length);
      call.progress(0);
      call.fail();
      call.handle(this);
    } else if (PROMPT.equals(method())) {
      // It says no more than that the turn has ended: a refusal since the last progress stands.
      stderrFrom = Math.max(stderrFrom, gotOver);
      call.end();
      call.handle(this);
    } else {
      progress(text, offset, length, length);
      call.end();
    }
  }
}
