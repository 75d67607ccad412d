package dev.unjam.weave.children;

import dev.unjam.bridge.ChildHooks;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.implementation.bytecode.assign.Assigner;
import org.jspecify.annotations.Nullable;

/** A thread waits for a child's end. */
public final class WaitForAdvice {
  private WaitForAdvice() {}

  @Advice.OnMethodEnter(suppress = Throwable.class)
  static @Nullable Object enter(@Advice.This Object process) {
    return ChildHooks.waitsForEnd(process);
  }

  @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
  static void exit(
      @Advice.Enter @Nullable Object entered,
      @Advice.Return(typing = Assigner.Typing.DYNAMIC) @Nullable Object returned,
      @Advice.Thrown @Nullable Throwable thrown) {
    ChildHooks.hasWaited(entered, thrown == null && Boolean.FALSE.equals(returned));
  }
}
