package dev.unjam.engine.remedy;

import org.jspecify.annotations.Nullable;

/** Tells whether an interrupt would end a thread's wait and harm nothing else. */
final class WaitFrames {
  private WaitFrames() {}

  /** Why this thread is not to be interrupted, or null if it is. */
  static @Nullable String whyNot(Thread.State state, StackTraceElement[] stack) {
    if (state != Thread.State.WAITING && state != Thread.State.TIMED_WAITING) {
      return "not interrupted: it does not wait, it is " + state;
    }
    String file = FileFrames.in(stack);
    if (file != null) {
      return "not interrupted inside file I/O: " + file;
    }
    for (StackTraceElement frame : stack) {
      if (frame.getClassName().equals("java.util.concurrent.CompletableFuture")
          && frame.getMethodName().equals("join")) {
        return "not interrupted: CompletableFuture.join takes no notice and keeps the flag";
      }
    }
    return null;
  }
}
