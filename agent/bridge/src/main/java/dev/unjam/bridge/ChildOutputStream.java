package dev.unjam.bridge;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.invoke.VarHandle;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A child's input stream, below the stream that the host writes.
 *
 * <p>A frame of ours goes between two of the host's: the monitor is held while it is written, which
 * cannot block as the pipe is empty, and never while the host writes.
 */
final class ChildOutputStream extends FilterOutputStream {
  private final ChildRecord child;
  private final RpcTalk talk;
  private final Object gate = new Object();

  /** How many writes of the host's have begun; guarded by the gate. */
  private long begun;

  /**
   * How many have ended, as long as one came after the other: two at once may count for one, and
   * then it is never known again whether all have.
   */
  private long ended;

  /** Whether it is not known any more where a frame ends; guarded by the gate. */
  private boolean unsure;

  ChildOutputStream(OutputStream file, ChildRecord child) {
    super(file);
    this.child = child;
    this.talk = child.talk();
  }

  /** The pipe's, or null if it is closed. */
  @Nullable FileDescriptor descriptor() {
    try {
      FileDescriptor fd = ((FileOutputStream) out).getFD();
      return fd.valid() ? fd : null;
    } catch (IOException e) {
      return null;
    }
  }

  @Nullable String tell(byte[] frame, BooleanSupplier room) throws IOException {
    synchronized (gate) {
      if (begun != ended || unsure || !talk.isBetweenAsked()) {
        return "the host is in the midst of a frame";
      }
      if (!room.getAsBoolean()) {
        return "the child does not read its input";
      }
      out.write(frame, 0, frame.length);
      return null;
    }
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] b, int off, int len) throws IOException {
    QuotaExceededException denied = ChildHooks.denied(child, false);
    if (denied != null) {
      throw denied;
    }
    if (talk.isPlain()) {
      writePlain(b, off, len);
      return;
    }
    boolean written = false;
    long before = CallRecord.lastId();
    begins(b, off, len);
    try {
      if (talk.isRpc()) {
        writeFrame(b, off, len);
      } else {
        writePlain(b, off, len);
      }
      written = true;
    } finally {
      ends(written);
      if (!written) {
        notAsked(before);
      }
    }
  }

  /** What did not go out is not answered, and the host was told. */
  private void notAsked(long before) {
    ThreadRecord r = Threads.mineIfAny();
    if (r != null) {
      talk.givesUp(r, before);
    }
  }

  private void begins(byte[] b, int off, int len) {
    synchronized (gate) {
      unsure |= begun != ended;
      begun++;
      try {
        talk.writes(b, off, len);
      } catch (RuntimeException | Error e) {
        unsure = true;
        Faults.suppress(e);
      }
    }
  }

  private void ends(boolean written) {
    if (!written) {
      synchronized (gate) {
        unsure = true;
      }
    }
    // No monitor for each write: who sees the number late believes that the host still writes.
    VarHandle.releaseFence();
    ended++;
  }

  private void writeFrame(byte[] b, int off, int len) throws IOException {
    ThreadRecord r = CallHooks.recording();
    if (r == null) {
      out.write(b, off, len);
      return;
    }
    RpcAsker asker = talk.asker(r);
    inside(asker, true);
    // A long request is a call once all of it is there; until then somebody may wait for room.
    CallRecord piece = asker != null || talk.isBetweenAsked() ? null : ChildHooks.call(child);
    if (piece != null) {
      piece.waiting(true);
    }
    try {
      out.write(b, off, len);
    } finally {
      inside(asker, false);
      if (piece != null) {
        piece.end();
      }
    }
  }

  private static void inside(@Nullable RpcAsker asker, boolean now) {
    if (asker != null) {
      asker.inside(now);
    }
  }

  private void writePlain(byte[] b, int off, int len) throws IOException {
    CallRecord call = ChildHooks.call(child);
    if (call == null) {
      out.write(b, off, len);
      return;
    }
    call.waiting(true);
    boolean written = false;
    try {
      out.write(b, off, len);
      call.progress(0);
      call.sent();
      written = true;
    } finally {
      // From here on an answer is awaited, by this thread or by one that reads for it.
      call.awaits(written);
      call.readEnded();
    }
    child.asked().set(call);
  }
}
