package dev.unjam.bridge;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/** A child's output or error stream, below the stream that the host reads. */
final class ChildInputStream extends FilterInputStream {
  private final ChildRecord child;
  private final boolean stderr;

  ChildInputStream(InputStream file, ChildRecord child, boolean stderr) {
    super(file);
    this.child = child;
    this.stderr = stderr;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] b, int off, int len) throws IOException {
    CallRecord mine = stderr ? null : ChildHooks.reading(child);
    CallRecord call = mine == null && !stderr ? child.asked().get() : mine;
    refuse();
    if (mine != null) {
      mine.waiting(true);
    }
    int n;
    try {
      n = in.read(b, off, len);
    } finally {
      if (mine != null) {
        mine.readEnded();
      }
    }
    seen(call, b, off, n);
    if (n < 0) {
      // The tree was ended for a denied reader: its end of file is our refusal.
      refuse();
    }
    return n;
  }

  private void seen(@Nullable CallRecord call, byte[] b, int off, int n) {
    try {
      take(call, b, off, n);
    } catch (RuntimeException | Error e) {
      // The host has its bytes; that we failed to look at them is our own affair.
      Faults.suppress(e);
    }
  }

  private void take(@Nullable CallRecord call, byte[] b, int off, int n) {
    if (stderr) {
      child.stderr().add(b, off, n);
    } else if (call != null && n > 0) {
      call.progress(n);
      Tee tee = call.tee();
      if (tee != null) {
        tee.add(b, off, n);
      }
    } else if (call != null && n < 0) {
      call.end();
    }
  }

  private void refuse() throws IOException {
    QuotaExceededException denied = stderr ? null : CallHooks.denied(child.peer());
    if (denied != null) {
      throw denied;
    }
  }
}
