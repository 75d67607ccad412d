package dev.unjam.engine.remedy;

import org.jspecify.annotations.Nullable;

/**
 * Finds file I/O in a stack.
 *
 * <p>An interrupt there closes a shared FileChannel for every other thread
 * (java.nio.channels.ClosedByInterruptException).
 */
final class FileFrames {
  private FileFrames() {}

  /** The frame of file I/O that is on this stack, or null. */
  static @Nullable String in(StackTraceElement[] stack) {
    for (StackTraceElement frame : stack) {
      String name = frame.getClassName();
      if (name.startsWith("sun.nio.ch.FileChannelImpl")
          || name.startsWith("sun.nio.ch.FileDispatcherImpl")
          || name.startsWith("sun.nio.ch.UnixFileDispatcherImpl")
          || name.startsWith("sun.nio.fs.")
          || name.equals("java.io.RandomAccessFile")
          || name.equals("java.io.FileOutputStream")) {
        return name + "." + frame.getMethodName();
      }
    }
    return null;
  }
}
