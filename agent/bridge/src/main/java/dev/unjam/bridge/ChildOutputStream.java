package dev.unjam.bridge;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/** A child's input stream, below the stream that the host writes. */
final class ChildOutputStream extends FilterOutputStream {
  private final ChildRecord child;

  ChildOutputStream(OutputStream file, ChildRecord child) {
    super(file);
    this.child = child;
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] b, int off, int len) throws IOException {
    CallRecord call = ChildHooks.call(child);
    QuotaExceededException denied = CallHooks.denied(child.peer());
    if (denied != null) {
      throw denied;
    }
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
    }
    child.asked().set(call);
  }
}
