package dev.unjam.weave.handovers;

import dev.unjam.bridge.FlowHooks;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** The work is done here, once. */
public final class RunAdvice {
  private RunAdvice() {}

  @Advice.OnMethodEnter(suppress = Throwable.class)
  static @Nullable Object enter(@Advice.This Object work) {
    return FlowHooks.begins(work);
  }

  @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
  static void exit(@Advice.This Object work, @Advice.Enter @Nullable Object entered) {
    FlowHooks.ends(work, entered, true);
  }
}
