package dev.unjam.weave.handovers;

import dev.unjam.bridge.FlowHooks;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** A worker of a ThreadPoolExecutor begins, with its first task. */
public final class WorkerAdvice {
  private WorkerAdvice() {}

  @Advice.OnMethodEnter(suppress = Throwable.class)
  static void enter(@Advice.FieldValue("firstTask") @Nullable Object firstTask) {
    FlowHooks.workerRuns(firstTask);
  }
}
