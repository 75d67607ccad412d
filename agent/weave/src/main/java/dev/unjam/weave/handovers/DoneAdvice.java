package dev.unjam.weave.handovers;

import dev.unjam.bridge.AnswerHooks;
import java.util.concurrent.locks.LockSupport;
import net.bytebuddy.asm.Advice;

/** {@code FutureTask.finishCompletion}: whoever has done the task wakes all who wait for it. */
public final class DoneAdvice {
  private DoneAdvice() {}

  @Advice.OnMethodEnter(suppress = Throwable.class)
  static void enter(@Advice.This Object task) {
    Thread holder = AnswerHooks.holder();
    if (holder != null && LockSupport.getBlocker(holder) == task) {
      AnswerHooks.wakes(holder);
    }
  }
}
