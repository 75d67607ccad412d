package dev.unjam.bridge;

import java.io.OutputStream;

/** Gives a tee what a library copies out of buffers of its own: no array lies in between. */
final class TeeOutputStream extends OutputStream {
  private final Tee tee;

  TeeOutputStream(Tee tee) {
    this.tee = tee;
  }

  @Override
  public void write(int b) {
    tee.add(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] from, int offset, int n) {
    tee.add(from, offset, n);
  }
}
