package dev.unjam.benchmarks.pipes;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** So many bytes of a stream that goes on behind them. */
final class Limited extends FilterInputStream {
  private long left;

  Limited(InputStream in, long bytes) {
    super(in);
    this.left = bytes;
  }

  @Override
  public int read() throws IOException {
    int b = left == 0 ? -1 : in.read();
    left -= b < 0 ? 0 : 1;
    return b;
  }

  @Override
  public int read(byte[] b, int off, int len) throws IOException {
    int n = left == 0 ? -1 : in.read(b, off, (int) Math.min(len, left));
    left -= Math.max(n, 0);
    return n;
  }

  @Override
  public int available() throws IOException {
    return (int) Math.min(in.available(), left);
  }
}
