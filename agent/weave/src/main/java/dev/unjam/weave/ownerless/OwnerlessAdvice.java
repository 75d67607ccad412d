package dev.unjam.weave.ownerless;

import dev.unjam.bridge.OwnerlessHooks;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

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

  /** As a whole, only in part, or not at all if the synchronizer refuses whoever has not got it. */
  public static final class Released {
    private Released() {}

    @Advice.OnMethodEnter(suppress = Throwable.class)
    static boolean enter(@Advice.This Object synchronizer) {
      return OwnerlessHooks.releasing(synchronizer);
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
    static void exit(
        @Advice.This Object synchronizer,
        @Advice.Enter boolean anothers,
        @Advice.Return boolean whole,
        @Advice.Thrown @Nullable Throwable thrown) {
      if (whole) {
        OwnerlessHooks.released(synchronizer);
      } else if (anothers && thrown != null) {
        OwnerlessHooks.notReleased(synchronizer);
      }
    }
  }
}
