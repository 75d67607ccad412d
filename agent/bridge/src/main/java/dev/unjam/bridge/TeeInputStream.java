package dev.unjam.bridge;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * A body stream that tells its call of every byte the host reads, and takes none.
 *
 * <p>It never reads ahead, holds no lock around a read, and passes everything else through.
 */
final class TeeInputStream extends FilterInputStream {
  private final CallRecord call;

  TeeInputStream(InputStream in, CallRecord call) {
    super(in);
    this.call = call;
  }

  @Override
  public int read() throws IOException {
    enter();
    try {
      int b = in.read();
      seen(b < 0 ? null : new byte[] {(byte) b}, 0, b < 0 ? -1 : 1);
      return b;
    } catch (IOException e) {
      throw failed(e);
    } finally {
      call.waiting(false);
    }
  }

  @Override
  public int read(byte[] b, int off, int len) throws IOException {
    enter();
    try {
      int n = in.read(b, off, len);
      seen(b, off, n);
      return n;
    } catch (IOException e) {
      throw failed(e);
    } finally {
      call.waiting(false);
    }
  }

  @Override
  public long skip(long n) throws IOException {
    enter();
    try {
      long skipped = in.skip(n);
      call.progress((int) skipped);
      return skipped;
    } catch (IOException e) {
      throw failed(e);
    } finally {
      call.waiting(false);
    }
  }

  /**
   * It may read the rest, and fails where the connection was cut: in a {@code finally} that would
   * replace what the reader was told.
   */
  @Override
  public void close() throws IOException {
    try {
      super.close();
    } catch (IOException e) {
      throw CallHooks.converted(call, e) instanceof IOException ours ? ours : e;
    } finally {
      call.end();
    }
  }

  private void enter() throws IOException {
    QuotaExceededException denied = CallHooks.denied(call);
    if (denied != null) {
      leave(denied);
      throw denied;
    }
    call.waiting(true);
  }

  /**
   * Closes what nobody may read any more. No remedy does, where the denial comes between two reads:
   * then its thread is inside no socket. And not every reader closes a stream that has thrown.
   */
  private void leave(QuotaExceededException denied) {
    try {
      in.close();
    } catch (IOException | RuntimeException e) {
      denied.addSuppressed(e);
    } finally {
      call.fail();
    }
  }

  private void seen(byte @Nullable [] b, int off, int n) {
    try {
      take(b, off, n);
    } catch (RuntimeException | Error e) {
      // The host has its bytes; that we failed to look at them is our own affair.
      Faults.suppress(e);
    }
  }

  private void take(byte @Nullable [] b, int off, int n) {
    if (n < 0) {
      call.end();
    } else if (n > 0 && b != null) {
      Tee tee = call.openTee();
      if (tee != null) {
        tee.add(b, off, n);
      }
      call.received(n);
    }
  }

  private IOException failed(IOException e) {
    return CallHooks.failed(call, e) instanceof IOException ours ? ours : e;
  }
}
