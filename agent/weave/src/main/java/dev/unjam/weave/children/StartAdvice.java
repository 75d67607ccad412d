package dev.unjam.weave.children;

import dev.unjam.bridge.ChildHooks;
import java.lang.ProcessBuilder.Redirect;
import java.util.List;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** A child process is started. */
public final class StartAdvice {
  private StartAdvice() {}

  @Advice.OnMethodEnter(suppress = Throwable.class)
  static @Nullable Object enter(
      @Advice.Argument(0) Redirect @Nullable [] redirects,
      @Advice.FieldValue("redirectErrorStream") boolean merged) {
    return ChildHooks.starts(redirects, merged);
  }

  @Advice.OnMethodExit(suppress = Throwable.class)
  static void exit(
      @Advice.Enter @Nullable Object starts,
      @Advice.Return @Nullable Process process,
      @Advice.FieldValue("command") List<String> command) {
    ChildHooks.started(process, command, starts);
  }
}
