package dev.unjam.engine.track;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a held thing and the place that took it are called in the log. */
final class Names {
  /** What lies between the host and the bridge where a lock or a lock file is taken. */
  private static final List<String> OF_LOCKS =
      List.of(
          "java.util.concurrent.",
          "java.lang.",
          "java.io.",
          "java.nio.",
          "sun.nio.",
          "jdk.internal.",
          "dev.unjam.");

  private static final List<String> OF_JDK = List.of("java.", "javax.", "jdk.", "sun.", "com.sun.");

  private Names() {}

  /** The class of the lock around a synchronizer, else the class itself. */
  static String lockClass(Class<?> type) {
    String name = type.getName();
    int sync = name.indexOf('$');
    return sync > 0 && name.endsWith("Sync") ? name.substring(0, sync) : name;
  }

  /** The first frame that is neither the lock's own nor the agent's, or null. */
  static @Nullable String site(List<StackTraceElement> frames) {
    for (StackTraceElement f : frames) {
      if (OF_LOCKS.stream().noneMatch(f.getClassName()::startsWith)) {
        return frame(f);
      }
    }
    return null;
  }

  /** A frame without the name of its class loader and module. */
  static String frame(StackTraceElement f) {
    String file = f.getFileName() == null ? "Unknown" : f.getFileName();
    String line = f.getLineNumber() > 0 ? ":" + f.getLineNumber() : "";
    return f.getClassName() + "." + f.getMethodName() + "(" + file + line + ")";
  }

  /** Whether a class is the host's or a library's rather than the JDK's. */
  static boolean isOfHost(String className) {
    return OF_JDK.stream().noneMatch(className::startsWith);
  }
}
