package dev.unjam.weave.children;

import dev.unjam.bridge.ChildHooks;
import java.lang.ProcessBuilder.Redirect;
import java.util.List;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** A child process was started. */
public final class StartAdvice {
  private StartAdvice() {}

  @Advice.OnMethodExit(suppress = Throwable.class)
  static void exit(
      @Advice.Return @Nullable Process process,
      @Advice.Argument(0) Redirect @Nullable [] redirects,
      @Advice.FieldValue("redirectErrorStream") boolean merged,
      @Advice.FieldValue("command") List<String> command) {
    ChildHooks.started(process, command, redirects, merged);
  }
}
