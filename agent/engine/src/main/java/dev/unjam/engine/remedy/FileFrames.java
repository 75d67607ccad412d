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

  /**
   * Whether this thread is about to delete or rename a file: past the hook that would have absorbed
   * it, perhaps, and not yet done.
   */
  static boolean removing(StackTraceElement[] stack) {
    for (StackTraceElement frame : stack) {
      String type = frame.getClassName();
      String method = frame.getMethodName();
      if (type.startsWith("sun.nio.fs.")
          && (method.equals("implDelete") || method.equals("move"))) {
        return true;
      }
      if (type.equals("java.io.File") && (method.equals("delete") || method.equals("renameTo"))) {
        return true;
      }
    }
    return false;
  }

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
