package dev.unjam.bridge;

import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A child's output or error stream, below the stream that the host reads. */
final class ChildInputStream extends FilterInputStream {
  private final ChildRecord child;
  private final RpcTalk talk;
  private final boolean stderr;

  ChildInputStream(FileInputStream file, ChildRecord child, boolean stderr) {
    super(file);
    this.child = child;
    this.talk = child.talk();
    this.stderr = stderr;
  }

  /** The pipe's, or null if it is closed. */
  @Nullable FileDescriptor descriptor() {
    try {
      FileDescriptor fd = ((FileInputStream) in).getFD();
      return fd.valid() ? fd : null;
    } catch (IOException e) {
      return null;
    }
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] b, int off, int len) throws IOException {
    if (stderr) {
      int n = in.read(b, off, len);
      saysOnStderr(b, off, n);
      return n;
    }
    return talk.isRpc() ? readAnswer(b, off, len) : readPlain(b, off, len);
  }

  private int readPlain(byte[] b, int off, int len) throws IOException {
    CallRecord mine = ChildHooks.reading(child);
    CallRecord call = mine == null ? child.asked().get() : mine;
    refuse();
    int n = read(mine, b, off, len);
    if (talk.isRpc()) {
      // Who reads was here before the host had asked anything.
      seen(null, b, off, n);
    } else {
      seen(call, b, off, n);
    }
    return n;
  }

  private int readAnswer(byte[] b, int off, int len) throws IOException {
    ThreadRecord r = CallHooks.recording();
    RpcAsker asker = r == null ? null : talk.asker(r);
    CallRecord more = r == null || asker != null ? null : ChildHooks.reading(child);
    refuse();
    int n;
    if (asker == null) {
      n = read(more, b, off, len);
    } else {
      asker.inside(true);
      try {
        n = in.read(b, off, len);
      } finally {
        asker.inside(false);
      }
    }
    seen(null, b, off, n);
    return n;
  }

  private int read(@Nullable CallRecord waiting, byte[] b, int off, int len) throws IOException {
    if (waiting == null) {
      return in.read(b, off, len);
    }
    waiting.waiting(true);
    try {
      return in.read(b, off, len);
    } finally {
      waiting.readEnded();
    }
  }

  private void saysOnStderr(byte[] b, int off, int n) {
    try {
      child.saysOnStderr(b, off, n);
    } catch (RuntimeException | Error e) {
      Faults.suppress(e);
    }
  }

  private void seen(@Nullable CallRecord call, byte[] b, int off, int n) throws IOException {
    try {
      take(call, b, off, n);
    } catch (RuntimeException | Error e) {
      // The host has its bytes; that we failed to look at them is our own affair.
      Faults.suppress(e);
    }
    if (n < 0) {
      // The tree was ended for a denied reader: its end of file is our refusal.
      refuse();
    }
  }

  private void take(@Nullable CallRecord call, byte[] b, int off, int n) {
    if (n < 0) {
      child.over();
      if (call != null) {
        call.end();
      }
    } else if (n > 0) {
      child.says();
      talk.reads(b, off, n);
      if (call != null) {
        progress(call, b, off, n);
      }
    }
  }

  private static void progress(CallRecord call, byte[] b, int off, int n) {
    call.progress(n);
    Tee tee = call.tee();
    if (tee != null) {
      tee.add(b, off, n);
    }
  }

  private void refuse() throws IOException {
    QuotaExceededException denied = ChildHooks.denied(child, true);
    if (denied != null) {
      throw denied;
    }
  }

  @Override
  public long skip(long n) throws IOException {
    long skipped = in.skip(n);
    if (!stderr && skipped > 0) {
      talk.passesOver();
    }
    return skipped;
  }

  @Override
  public void close() throws IOException {
    if (!stderr) {
      child.over();
    }
    super.close();
  }
}
