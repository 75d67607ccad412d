package dev.unjam.weave.children;

import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.namedOneOf;
import static net.bytebuddy.matcher.ElementMatchers.returns;
import static net.bytebuddy.matcher.ElementMatchers.takesArgument;
import static net.bytebuddy.matcher.ElementMatchers.takesArguments;

import dev.unjam.weave.Advised;
import dev.unjam.weave.WeaveModule;
import java.util.Map;
import net.bytebuddy.asm.AsmVisitorWrapper;

/**
 * The start of a child process, and the wait for its end.
 *
 * <p>{@code Runtime.exec}, {@code ProcessBuilder.start} and {@code startPipeline} all end in the
 * private {@code start(Redirect[])}, on 17 and 25. All forms of {@code waitFor} end in the two of
 * {@code ProcessImpl}; since 24 one of {@code Process} itself calls the second.
 */
public final class ChildrenModule implements WeaveModule {
  private static final String IMPL = "java/lang/ProcessImpl";
  private static final String HANDLE = "java/lang/ProcessHandleImpl";
  private static final String FUTURE = "java/util/concurrent/CompletableFuture";

  @Override
  public String id() {
    return "children";
  }

  @Override
  public Map<String, String[]> targets() {
    return Map.of(
        "java/lang/ProcessBuilder",
        new String[] {"start"},
        IMPL,
        new String[] {"waitFor", "onExit"},
        HANDLE,
        new String[] {"onExit"},
        FUTURE,
        new String[] {"waitingGet", "timedGet"});
  }

  @Override
  public AsmVisitorWrapper advice(String internalName) {
    return switch (internalName) {
      case IMPL -> new AsmVisitorWrapper.Compound(waitFor(), onExit());
      case HANDLE -> onExit();
      case FUTURE ->
          Advised.methods(WaitForFutureAdvice.class, namedOneOf("waitingGet", "timedGet"));
      default ->
          Advised.methods(
              StartAdvice.class, named("start").and(takesArguments(1)).and(returns(Process.class)));
    };
  }

  private static AsmVisitorWrapper waitFor() {
    return Advised.methods(
        WaitForAdvice.class,
        named("waitFor").and(takesArguments(0).or(takesArgument(0, long.class))));
  }

  private static AsmVisitorWrapper onExit() {
    return Advised.methods(OnExitAdvice.class, named("onExit").and(takesArguments(0)));
  }
}
