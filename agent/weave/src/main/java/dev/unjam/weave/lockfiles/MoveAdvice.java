package dev.unjam.weave.lockfiles;

import dev.unjam.bridge.KeptFile;
import dev.unjam.bridge.LeaseHooks;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** A file is renamed: the old name is released, the new one is held. */
public final class MoveAdvice {
  private MoveAdvice() {}

  @Advice.OnMethodEnter(suppress = Throwable.class, skipOn = KeptFile.class)
  static @Nullable Object enter(
      @Advice.Argument(0) Object from,
      @Advice.Argument(1) Object to,
      @Advice.Argument(2) Object[] options) {
    return LeaseHooks.moving(from, to, options);
  }

  @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
  static void exit(
      @Advice.Argument(1) Object to,
      @Advice.Argument(2) Object[] options,
      @Advice.Enter @Nullable Object before,
      @Advice.Thrown(readOnly = false) @Nullable Throwable thrown) {
    if (before instanceof KeptFile kept) {
      thrown = kept.refusal();
    } else {
      LeaseHooks.moved(before, to, options, thrown);
    }
  }
}
