package dev.unjam.engine.os;

import com.sun.jna.LastErrorException;
import com.sun.jna.Library;
import com.sun.jna.Native;

/** The calls into the C library that neither the JDK nor {@code /proc} has a way for. */
public final class LibC {
  /** The errno for "not yours". */
  public static final int EPERM = 1;

  /** The errno for "no such process". */
  public static final int ESRCH = 3;

  private static final int SHUT_RDWR = 2;

  private final Calls calls;

  LibC() {
    calls = Native.load("c", Calls.class);
  }

  /** Asks whether a signal could be sent to this process; returns 0 or the errno. */
  public int signalError(int pid) {
    try {
      calls.kill(pid, 0);
      return 0;
    } catch (LastErrorException e) {
      return e.getErrorCode();
    }
  }

  /**
   * Shuts a socket down in both directions, so that a read on it returns; returns 0 or the errno.
   * Descriptors are used again: the caller has checked just before that it is still the same one.
   */
  public int shutdown(int descriptor) {
    try {
      calls.shutdown(descriptor, SHUT_RDWR);
      return 0;
    } catch (LastErrorException e) {
      return e.getErrorCode();
    }
  }

  interface Calls extends Library {
    int kill(int pid, int signal) throws LastErrorException;

    int shutdown(int descriptor, int how) throws LastErrorException;
  }
}
