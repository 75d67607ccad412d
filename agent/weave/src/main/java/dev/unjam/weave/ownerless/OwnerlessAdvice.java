package dev.unjam.weave.ownerless;

import dev.unjam.bridge.HoldHooks;
import net.bytebuddy.asm.Advice;

/** A synchronizer was acquired, or released. */
final class OwnerlessAdvice {
  private OwnerlessAdvice() {}

  /** Or not. */
  static final class Acquired {
    private Acquired() {}

    @Advice.OnMethodExit(suppress = Throwable.class)
    static void exit(@Advice.This Object synchronizer, @Advice.Return boolean acquired) {
      if (acquired) {
        HoldHooks.ownerlessAcquired(synchronizer);
      }
    }
  }

  /** As a whole, or only in part. */
  static final class Released {
    private Released() {}

    @Advice.OnMethodEnter(suppress = Throwable.class)
    static void enter(@Advice.This Object synchronizer) {
      HoldHooks.ownerlessReleasing(synchronizer);
    }

    @Advice.OnMethodExit(suppress = Throwable.class)
    static void exit(@Advice.This Object synchronizer, @Advice.Return boolean whole) {
      if (whole) {
        HoldHooks.ownerlessReleased(synchronizer);
      }
    }
  }
}
