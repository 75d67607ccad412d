package dev.unjam.engine.os;

import com.sun.jna.LastErrorException;
import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.Pointer;
import org.jspecify.annotations.Nullable;

/** The calls into the C library that neither the JDK nor {@code /proc} has a way for. */
public final class LibC {
  /** The errno for "not yours". */
  public static final int EPERM = 1;

  /** The errno for "no such process". */
  public static final int ESRCH = 3;

  private static final int SHUT_RDWR = 2;

  // asm-generic/fcntl.h, the same on each 64-bit Linux that JNA has a build for but MIPS
  private static final int O_RDWR = 2;
  private static final int O_NONBLOCK = 0x800;
  private static final int O_CLOEXEC = 0x80000;

  /** The same on each Linux. */
  private static final int WNOHANG = 1;

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

  /**
   * Takes in that a child of this process has ended, which nobody else may be about to: whoever
   * started it could not hear of it any more. Never waits.
   *
   * @return whether it had, and nobody had taken it in
   */
  boolean takeIn(int pid) {
    try {
      return calls.waitpid(pid, null, WNOHANG) == pid;
    } catch (LastErrorException e) {
      return false;
    }
  }

  /**
   * Opens a file for reading, which never waits for whoever is at the other end of a pipe.
   *
   * @param path the name's bytes, ended by a zero
   * @return the descriptor
   * @throws LastErrorException with the errno where it cannot be opened
   */
  int open(byte[] path) {
    return calls.open(path, O_NONBLOCK | O_CLOEXEC);
  }

  /**
   * Opens a file for reading and writing.
   *
   * @param path the name's bytes, ended by a zero
   * @return the descriptor, which no child inherits
   * @throws LastErrorException with the errno where it cannot be opened
   */
  int openForWriting(byte[] path) {
    return calls.open(path, O_RDWR | O_NONBLOCK | O_CLOEXEC);
  }

  /**
   * Carries a structure to the kernel and back.
   *
   * @throws LastErrorException with the errno where the kernel does not do that
   */
  void control(int descriptor, int command, Pointer argument) {
    calls.fcntl(descriptor, command, argument);
  }

  /** Closes a descriptor of {@link #open} or {@link #openForWriting}. */
  void close(int descriptor) {
    calls.close(descriptor);
  }

  interface Calls extends Library {
    int kill(int pid, int signal) throws LastErrorException;

    int waitpid(int pid, @Nullable Pointer status, int options) throws LastErrorException;

    int shutdown(int descriptor, int how) throws LastErrorException;

    int open(byte[] path, int flags) throws LastErrorException;

    int fcntl(int descriptor, int command, Pointer argument) throws LastErrorException;

    int close(int descriptor) throws LastErrorException;
  }
}
