package dev.unjam.bridge;

import java.io.File;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.FilterInputStream;
import java.io.FilterOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
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

  private ChildHooks() {}

  /** Gives access to {@code FilterInputStream.in} and {@code FilterOutputStream.out}. */
  public static void access(VarHandle in, VarHandle out) {
    filterIn = in;
    filterOut = out;
  }

  /** A child was started. */
  public static void started(@Nullable Process process, List<String> command) {
    if (process == null || !Bridge.isOn()) {
      return;
    }
    String name = command.isEmpty() ? "?" : new File(command.get(0)).getName();
    ChildRecord child = new ChildRecord(process, process.pid(), name, new Tee(true));
    tapOutput(process.getInputStream(), child, false);
    tapOutput(process.getErrorStream(), child, true);
    tapInput(process.getOutputStream(), child);
  }

  private static void tapOutput(InputStream stream, ChildRecord child, boolean stderr) {
    VarHandle field = filterIn;
    if (field == null || !(stream instanceof FilterInputStream)) {
      return;
    }
    Object below = field.getVolatile(stream);
    if (below instanceof FileInputStream file) {
      field.compareAndSet(stream, file, new ChildInputStream(file, child, stderr));
    }
  }

  private static void tapInput(OutputStream stream, ChildRecord child) {
    VarHandle field = filterOut;
    if (field == null || !(stream instanceof FilterOutputStream)) {
      return;
    }
    Object below = field.getVolatile(stream);
    if (below instanceof FileOutputStream file) {
      field.compareAndSet(stream, file, new ChildOutputStream(file, child));
    }
  }

  /**
   * The calling thread reads from a child; one that holds nothing reads for whoever has asked.
   *
   * @return as {@link #call}
   */
  static @Nullable CallRecord reading(ChildRecord child) {
    ThreadRecord r = CallHooks.recording();
    if (r != null && !r.holdsAnything()) {
      CallRecord asked = child.asked().get();
      if (asked == null || asked.owner != r) {
        return null;
      }
    }
    return r == null ? null : call(child);
  }

  /**
   * The calling thread talks to a child.
   *
   * @return its call with this child under its present holds, begun now if need be; or null
   */
  static @Nullable CallRecord call(ChildRecord child) {
    ThreadRecord r = CallHooks.recording();
    if (r == null) {
      return null;
    }
    CallRecord call = r.call();
    boolean same =
        call != null
            && call.phase() != CallRecord.Phase.DONE
            && call.handle() == child
            && call.topSeq == CallHooks.sessionHold(r);
    if (!same) {
      call = CallHooks.begun(r, "child", child.name(), child.peer(), CallHooks.sessionHold(r));
      call.handle(child);
      call.streams();
      child.stderr().clear();
    }
    return call;
  }
}
