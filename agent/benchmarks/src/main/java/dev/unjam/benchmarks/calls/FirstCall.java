package dev.unjam.benchmarks.calls;

import java.io.IOException;
import java.net.URI;
import java.time.Instant;

/** A tiny program: says when its main began, and when its first call had ended. */
public final class FirstCall {
  private FirstCall() {}

  /** Arguments: a {@link Library} and the server's port, or nothing: then no call is made. */
  public static void main(String[] args) throws IOException, InterruptedException {
    Instant began = Instant.now();
    if (args.length > 0) {
      Library.valueOf(args[0]).open().get(URI.create("http://127.0.0.1:" + args[1] + "/small"));
    }
    Instant ended = Instant.now();
    System.out.println("main_us=" + micros(began));
    System.out.println("called_us=" + micros(ended));
    System.out.flush();
    // Some clients keep threads that are no daemons for a while.
    Runtime.getRuntime().halt(0);
  }

  private static long micros(Instant at) {
    return at.getEpochSecond() * 1_000_000 + at.getNano() / 1_000;
  }
}
