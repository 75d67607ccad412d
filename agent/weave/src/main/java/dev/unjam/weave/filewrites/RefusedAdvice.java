package dev.unjam.weave.filewrites;

import java.io.IOException;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** The exit of whatever may be refused by an exception. */
public final class RefusedAdvice {
  private RefusedAdvice() {}

  @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
  static void exit(
      @Advice.Enter @Nullable IOException refused,
      @Advice.Thrown(readOnly = false) @Nullable Throwable thrown) {
    if (refused != null) {
      thrown = refused;
    }
  }
}
