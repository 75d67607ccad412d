package dev.unjam.weave.handovers;

import dev.unjam.bridge.FlowHooks;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** The second argument is work that is handed over. */
public final class SecondArgumentAdvice {
  private SecondArgumentAdvice() {}

  @Advice.OnMethodEnter(suppress = Throwable.class)
  static void enter(@Advice.Argument(1) @Nullable Object work) {
    FlowHooks.handsOver(work);
  }
}
