package dev.unjam.benchmarks.calls;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;

/** A way to ask over HTTP, over connections that are kept. */
interface Client {
  int BUFFER = 8192;

  /** Reads the whole answer in the client's plainest way; says how many bytes it had. */
  int get(URI uri) throws IOException, InterruptedException;

  /** Reads the whole answer as a stream, 8 KiB at a time at most; says how many bytes it had. */
  int stream(URI uri) throws IOException, InterruptedException;

  /** Reads it to its end. */
  static int drain(InputStream in) throws IOException {
    byte[] buffer = new byte[BUFFER];
    int sum = 0;
    for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
      sum += n;
    }
    return sum;
  }
}
