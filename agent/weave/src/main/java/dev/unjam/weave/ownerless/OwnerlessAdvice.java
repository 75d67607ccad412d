package dev.unjam.weave.ownerless;

import dev.unjam.bridge.OwnerlessHooks;
import net.bytebuddy.asm.Advice;

/** A synchronizer was acquired, or released. */
public final class OwnerlessAdvice {
  private OwnerlessAdvice() {}

  /** Or not. */
  public static final class Acquired {
    private Acquired() {}

    @Advice.OnMethodExit(suppress = Throwable.class)
    static void exit(@Advice.This Object synchronizer, @Advice.Return boolean acquired) {
      if (acquired) {
        OwnerlessHooks.acquired(synchronizer);
      }
    }
  }

  /** As a whole, or only in part. */
  public static final class Released {
    private Released() {}

    @Advice.OnMethodEnter(suppress = Throwable.class)
    static void enter(@Advice.This Object synchronizer) {
      OwnerlessHooks.releasing(synchronizer);
    }

    @Advice.OnMethodExit(suppress = Throwable.class)
    static void exit(@Advice.This Object synchronizer, @Advice.Return boolean whole) {
      if (whole) {
        OwnerlessHooks.released(synchronizer);
      }
    }
  }
}
