package dev.unjam.engine;

import com.sun.jna.LastErrorException;
import com.sun.jna.Library;
import com.sun.jna.Native;
import java.io.IOException;

/**
 * A process that has the kernel's lease on a file: whoever opens it waits in {@code open(2)} until
 * this one has ended, or for {@code /proc/sys/fs/lease-break-time}.
 */
final class LeasedFile {
  // asm-generic/fcntl.h
  private static final int O_RDWR = 2;
  private static final int F_WRLCK = 1;
  private static final int F_SETSIG = 10;
  private static final int F_SETLEASE = 1024;

  /** What its holder is told of whoever waits by; it is ignored unless somebody listens. */
  private static final int SIGURG = 23;

  private LeasedFile() {}

  public static void main(String[] args) throws IOException {
    Calls calls = Native.load("c", Calls.class);
    try {
      int file = calls.open(args[0], O_RDWR);
      calls.fcntl(file, F_SETSIG, SIGURG);
      calls.fcntl(file, F_SETLEASE, F_WRLCK);
      System.out.println("leased");
    } catch (LastErrorException e) {
      System.out.println("no lease: " + e.getMessage());
    }
    if (System.in.read() < 0) {
      System.exit(0);
    }
  }

  interface Calls extends Library {
    int open(String path, int flags, Object... mode) throws LastErrorException;

    int fcntl(int file, int what, Object... argument) throws LastErrorException;
  }
}
