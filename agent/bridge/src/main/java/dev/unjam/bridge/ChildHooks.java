package dev.unjam.bridge;

import java.io.File;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.FilterInputStream;
import java.io.FilterOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.ProcessBuilder.Redirect;
import java.lang.invoke.VarHandle;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Follows the child processes that the host starts, below the very streams that the host gets.
 *
 * <p>A child's streams are Filter streams over file streams; ours goes between the two, so that the
 * class and the identity of what {@code Process.getInputStream()} returns stay what they are. The
 * process reaper replaces the same field when the child ends: compare-and-set, and it wins.
 */
public final class ChildHooks {
  private static volatile @Nullable VarHandle filterIn;
  private static volatile @Nullable VarHandle filterOut;

  private static final int OUTPUT = 1;
  private static final int ERROR = 2;

  /** Of a child in a pipeline whose output is not the host's to read. */
  private static final Object HEARD_BY_ANOTHER = new Object();

  private ChildHooks() {}

  /** Gives access to {@code FilterInputStream.in} and {@code FilterOutputStream.out}. */
  public static void access(VarHandle in, VarHandle out) {
    filterIn = in;
    filterOut = out;
  }

  /**
   * A child is about to be started: what it will write may be there as soon as it is.
   *
   * @param redirects where its input, output and error stream lead, or null for pipes alone
   * @param merged whether its error stream leads where its output does
   * @return what {@link #started} wants back
   */
  public static @Nullable Object starts(Redirect @Nullable [] redirects, boolean merged) {
    if (!Bridge.isOn()) {
      return null;
    }
    if (redirects == null || redirects.length <= ERROR) {
      return merged ? ChildStart.MERGED : null;
    }
    return isHeardByAnother(redirects[OUTPUT])
        ? HEARD_BY_ANOTHER
        : ChildStart.of(redirects[OUTPUT], redirects[ERROR], merged);
  }

  /** A child was started with nothing redirected. */
  public static void started(@Nullable Process process, List<String> command) {
    started(process, command, null);
  }

  /**
   * A child was started.
   *
   * @param starts what {@link #starts} gave
   */
  public static void started(
      @Nullable Process process, List<String> command, @Nullable Object starts) {
    if (process == null || !Bridge.isOn() || starts == HEARD_BY_ANOTHER) {
      return;
    }
    String name = command.isEmpty() ? "?" : new File(command.get(0)).getName();
    ChildRecord child = new ChildRecord(process, process.pid(), name);
    ChildInputStream output = tapOutput(process.getInputStream(), child, false);
    ChildInputStream error = tapOutput(process.getErrorStream(), child, true);
    child.streams(output, error, tapInput(process.getOutputStream(), child));
    if (starts instanceof ChildStart start) {
      child.starts(start);
    }
    Children.add(child);
  }

  /**
   * Whether its output is the next one's input: of a pipeline the last answers, by whomever it was
   * asked. Such a redirect is a pipe and not the public constant.
   */
  @SuppressWarnings("ReferenceEquality") // equals() of a redirect compares files, and it has none
  private static boolean isHeardByAnother(@Nullable Redirect out) {
    return out != null && out.type() == Redirect.Type.PIPE && out != Redirect.PIPE;
  }

  private static @Nullable ChildInputStream tapOutput(
      InputStream stream, ChildRecord child, boolean stderr) {
    VarHandle field = filterIn;
    if (field == null || !(stream instanceof FilterInputStream)) {
      return null;
    }
    Object below = field.getVolatile(stream);
    if (below instanceof FileInputStream file) {
      ChildInputStream tap = new ChildInputStream(file, child, stderr);
      return field.compareAndSet(stream, file, tap) ? tap : null;
    }
    return null;
  }

  private static @Nullable ChildOutputStream tapInput(OutputStream stream, ChildRecord child) {
    VarHandle field = filterOut;
    if (field == null || !(stream instanceof FilterOutputStream)) {
      return null;
    }
    Object below = field.getVolatile(stream);
    if (below instanceof FileOutputStream file) {
      ChildOutputStream tap = new ChildOutputStream(file, child);
      return field.compareAndSet(stream, file, tap) ? tap : null;
    }
    return null;
  }

  /**
   * The calling thread reads from a child; one that holds nothing reads for whoever has asked.
   *
   * @return as {@link #call}
   */
  static @Nullable CallRecord reading(ChildRecord child) {
    ThreadRecord r = CallHooks.recording();
    if (r == null) {
      return null;
    }
    CallRecord asked = child.asked().get();
    if (child.talk().isRpc()) {
      return readingOn(r, asked);
    }
    return r.holdsAnything() || (asked != null && asked.owner == r) ? call(child) : null;
  }

  /** Who has his answer and reads on under the same hold waits for more. */
  private static @Nullable CallRecord readingOn(ThreadRecord r, @Nullable CallRecord asked) {
    boolean more =
        asked != null
            && asked == r.call()
            && asked.owner == r
            && asked.topSeq == CallHooks.sessionHold(r);
    if (asked == null || !more) {
      return null;
    }
    if (asked.phase() == CallRecord.Phase.DONE) {
      asked.goesOn();
    }
    return asked.isAsync() ? null : asked;
  }

  /**
   * The calling thread is about to wait for this child's end.
   *
   * @return what {@link #hasWaited} wants back
   */
  public static @Nullable Object waitsForEnd(Object process) {
    ThreadRecord r = Children.any() ? CallHooks.recording() : null;
    ChildRecord child = r == null ? null : Children.of(process);
    return r == null || child == null ? null : waitsForEnd(r, child);
  }

  static CallRecord waitsForEnd(ThreadRecord r, ChildRecord child) {
    long under = CallHooks.sessionHold(r);
    CallRecord call = r.call();
    if (call != null && call.topSeq == under && isWaitForEnd(call, child)) {
      call.waitsOn();
    } else {
      call = CallHooks.begunWithChild(r, ChildCall.PLAIN, child.name(), child.peer(), under);
      call.handle(new ChildCall(child, call));
      call.waiting(true);
    }
    if (!child.talk().isRpc()) {
      child.asked().set(call);
    }
    return call;
  }

  private static boolean isWaitForEnd(CallRecord call, ChildRecord child) {
    return call.phase() != CallRecord.Phase.DONE
        && call.handle() instanceof ChildCall c
        && c.child() == child
        && c.isForEnd();
  }

  /**
   * It waits no more.
   *
   * @param inVain whether its time was over before the child had ended: then it may go on at once
   */
  public static void hasWaited(@Nullable Object entered, boolean inVain) {
    if (entered instanceof CallRecord call) {
      if (inVain) {
        call.rests();
        return;
      }
      // Not isAlive() of the process: since 21 that takes a lock.
      if (call.handle() instanceof ChildCall c && !c.child().process().toHandle().isAlive()) {
        c.child().talk().givesUp(call.owner, 0);
      }
      call.end();
    }
  }

  /**
   * The calling thread talks to a child that speaks no JSON-RPC.
   *
   * @return its call with this child under its present holds, begun now if need be; or null
   */
  static @Nullable CallRecord call(ChildRecord child) {
    ThreadRecord r = CallHooks.recording();
    if (r == null) {
      return null;
    }
    CallRecord call = r.call();
    if (call == null || !isPlain(call, child) || call.topSeq != CallHooks.sessionHold(r)) {
      long under = CallHooks.sessionHold(r);
      call = CallHooks.begunWithChild(r, ChildCall.PLAIN, child.name(), child.peer(), under);
      call.handle(new ChildCall(child, call, null));
    }
    return call;
  }

  static boolean isPlain(CallRecord call, ChildRecord child) {
    return call.phase() != CallRecord.Phase.DONE
        && call.handle() instanceof ChildCall c
        && c.child() == child
        && !c.isForEnd()
        && !c.isRequest();
  }

  /**
   * The exception to throw instead of reading or writing, or null.
   *
   * <p>Threads that read and write for everybody are often started in somebody's turn: over a child
   * that speaks JSON-RPC, whose sessions may be many, only a denied holder himself is refused, and
   * who asks in his stead and reads the answer as well.
   */
  static @Nullable QuotaExceededException denied(ChildRecord child, boolean reads) {
    ThreadRecord r = Threads.mineIfAny();
    if (r == null || !child.talk().isRpc()) {
      return CallHooks.denied(child.peer());
    }
    CallRecord asked = child.asked().get();
    boolean both = reads && asked != null && asked.owner == r;
    Denial d = both ? r.boundBy() : r.denial();
    return d == null || !d.binds(child.peer()) ? null : d.toException(null);
  }
}
