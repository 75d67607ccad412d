package dev.unjam.weave.handovers;

import dev.unjam.bridge.FlowHooks;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** A stage is tried; it has run once it no longer knows its future. */
public final class FireAdvice {
  private FireAdvice() {}

  @Advice.OnMethodEnter(suppress = Throwable.class)
  static @Nullable Object enter(@Advice.This Object stage) {
    return FlowHooks.begins(stage);
  }

  @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
  static void exit(@Advice.This Object stage, @Advice.Enter @Nullable Object entered) {
    FlowHooks.tried(stage, entered);
  }
}
