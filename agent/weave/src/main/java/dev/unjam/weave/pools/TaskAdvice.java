package dev.unjam.weave.pools;

import dev.unjam.bridge.TaskHooks;
import net.bytebuddy.asm.Advice;

/** A pool's thread runs a task. */
public final class TaskAdvice {
  private TaskAdvice() {}

  @Advice.OnMethodEnter(suppress = Throwable.class)
  static long enter() {
    return TaskHooks.begin();
  }

  @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
  static void exit(@Advice.Enter long begun) {
    TaskHooks.end(begun);
  }
}
