package dev.unjam.engine.remedy;

import java.lang.reflect.Method;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds in a stack the methods that are woven to ask before they change a file. */
final class WriteFrames {
  private static final Set<String> BY_NAME =
      Set.of(
          "newByteChannel",
          "newFileChannel",
          "newAsynchronousFileChannel",
          "copy",
          "move",
          "implDelete");

  private static final String QUEUED = "sun.nio.ch.SimpleAsynchronousFileChannelImpl";

  private static final Map<String, Set<String>> METHODS =
      Map.of(
          "sun.nio.ch.FileChannelImpl",
          Set.of("write", "truncate", "transferFrom", "transferTo", "map"),
          "java.io.FileOutputStream",
          Set.of("write", "open"),
          "java.io.RandomAccessFile",
          Set.of("write", "writeBytes", "writeChars", "setLength", "open"),
          QUEUED,
          Set.of("implWrite", "truncate"),
          "java.io.File",
          Set.of("delete", "renameTo"),
          "sun.nio.fs.UnixFileSystemProvider",
          BY_NAME,
          "sun.nio.fs.WindowsFileSystemProvider",
          BY_NAME);

  /** The native methods that write to a descriptor, over all JDKs from 17 on. */
  private static final Set<String> NATIVE_WRITES =
      Set.of("write", "write0", "writeBytes", "writeBytes0", "writev0", "pwrite0");

  private WriteFrames() {}

  /** Whether this is a write to an AsynchronousFileChannel that asked before it was handed over. */
  static boolean isQueued(Object work) {
    Class<?> task = work.getClass();
    Method made = task.getName().startsWith(QUEUED + "$") ? task.getEnclosingMethod() : null;
    return made != null && made.getName().equals("implWrite");
  }

  /**
   * Whether this thread is in the system's own write to a descriptor: there alone it is seen to
   * which file.
   */
  static boolean isNativeWrite(StackTraceElement[] stack) {
    return stack.length > 0
        && stack[0].isNativeMethod()
        && NATIVE_WRITES.contains(stack[0].getMethodName());
  }

  static boolean in(StackTraceElement[] stack) {
    for (StackTraceElement frame : stack) {
      @Nullable Set<String> methods = METHODS.get(frame.getClassName());
      if (methods != null && methods.contains(frame.getMethodName())) {
        return true;
      }
    }
    return false;
  }
}
