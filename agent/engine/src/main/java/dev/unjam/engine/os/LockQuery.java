package dev.unjam.engine.os;

import com.sun.jna.LastErrorException;
import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.Platform;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;

/**
 * Asks the kernel by {@code fcntl} whether somebody has a record lock on a file.
 *
 * <p>It sees what {@code /proc/locks} leaves out: locks of processes that are outside of our pid
 * namespace, and on network file systems those of other hosts. It opens the file, and closing it
 * drops every POSIX lock that this process has on it: only for processes that hold none.
 */
public final class LockQuery {
  // fcntl.h of 64-bit Linux
  private static final int F_GETLK = 5;
  private static final int F_OFD_GETLK = 36;
  static final short F_WRLCK = 1;
  private static final short F_UNLCK = 2;

  // struct flock: l_type, l_whence, l_start, l_len, l_pid
  static final int TYPE = 0;
  static final int SIZE = 32;
  private static final int PID = 24;

  private LockQuery() {}

  /** Whether there may be locks of this machine that {@code /proc/locks} does not list for us. */
  public static boolean isNeeded() {
    return !PidNamespace.isTheFirst() || !Files.isReadable(Path.of("/proc/locks"));
  }

  /**
   * Returns the holder of such a lock: its pid, or -1 where the kernel names none that counts here;
   * empty where nobody holds one, and where that cannot be asked.
   */
  public static OptionalLong holder(Path file) {
    return NativeCalls.get()
        .filter(calls -> isOfKnownLayout())
        .map(calls -> ask(calls, file))
        .orElse(OptionalLong.empty());
  }

  /** To be asked only where native calls are to be had: it loads them. */
  static boolean isOfKnownLayout() {
    return Platform.isLinux() && Native.LONG_SIZE == Long.BYTES && !Platform.isMIPS();
  }

  private static OptionalLong ask(LibC calls, Path file) {
    try {
      int descriptor = calls.open(bytes(file));
      try {
        return ask(calls, descriptor);
      } finally {
        calls.close(descriptor);
      }
    } catch (LastErrorException e) {
      return OptionalLong.empty();
    }
  }

  private static OptionalLong ask(LibC calls, int descriptor) {
    try {
      return ask(calls, descriptor, F_OFD_GETLK);
    } catch (LastErrorException e) {
      // before Linux 3.15, and file systems that have locks of their own
      return ask(calls, descriptor, F_GETLK);
    }
  }

  private static OptionalLong ask(LibC calls, int descriptor, int command) {
    try (Memory flock = new Memory(SIZE)) {
      flock.clear();
      flock.setShort(TYPE, F_WRLCK);
      calls.control(descriptor, command, flock);
      if (flock.getShort(TYPE) == F_UNLCK) {
        return OptionalLong.empty();
      }
      int pid = flock.getInt(PID);
      return OptionalLong.of(pid > 0 ? pid : -1);
    }
  }

  /** The name as the kernel has it: a String would lose bytes that the locale has no letter for. */
  static byte[] bytes(Path file) {
    String plain = file.toAbsolutePath() + "\0";
    if (plain.chars().allMatch(c -> c < 0x80)) {
      return plain.getBytes(StandardCharsets.US_ASCII);
    }
    String escaped = file.toAbsolutePath().toUri().getRawPath();
    ByteArrayOutputStream out = new ByteArrayOutputStream(escaped.length() + 1);
    for (int i = 0; i < escaped.length(); i++) {
      char c = escaped.charAt(i);
      if (c == '%') {
        out.write(Integer.parseInt(escaped.substring(i + 1, i + 3), 16));
        i += 2;
      } else {
        out.write(c);
      }
    }
    out.write(0);
    return out.toByteArray();
  }
}
