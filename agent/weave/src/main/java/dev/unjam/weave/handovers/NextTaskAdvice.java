package dev.unjam.weave.handovers;

import dev.unjam.bridge.FlowHooks;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** {@code getTask()}: the worker is done with one task and waits for the next. */
public final class NextTaskAdvice {
  private NextTaskAdvice() {}

  @Advice.OnMethodEnter(suppress = Throwable.class)
  static void enter() {
    FlowHooks.idle();
  }

  @Advice.OnMethodExit(suppress = Throwable.class)
  static void exit(@Advice.Return @Nullable Object task) {
    FlowHooks.takes(task);
  }
}
