package dev.unjam.weave.lockfiles;

import dev.unjam.bridge.LeaseHooks;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** A file is renamed: the old name is released, the new one is held. */
public final class MoveAdvice {
  private MoveAdvice() {}

  @Advice.OnMethodEnter(suppress = Throwable.class, skipOn = Advice.OnNonDefaultValue.class)
  static boolean enter(@Advice.Argument(0) Object from) {
    return LeaseHooks.absorbDelete(from);
  }

  @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
  static void exit(
      @Advice.Argument(0) Object from,
      @Advice.Argument(1) Object to,
      @Advice.Argument(2) Object[] options,
      @Advice.Enter boolean absorbed,
      @Advice.Thrown @Nullable Throwable thrown) {
    if (!absorbed) {
      LeaseHooks.moved(from, to, options, thrown);
    }
  }
}
