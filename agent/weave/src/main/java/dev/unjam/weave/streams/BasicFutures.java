package dev.unjam.weave.streams;

import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.takesArguments;

import dev.unjam.weave.Advised;
import net.bytebuddy.asm.AsmVisitorWrapper;

/** Weaves the {@code BasicFuture} of Apache's cores 4 and 5: who waits for it, and how it ends. */
public final class BasicFutures {
  private BasicFutures() {}

  /** The advice for {@code completed}, {@code failed}, {@code cancel} and {@code get}. */
  public static AsmVisitorWrapper advice() {
    return new AsmVisitorWrapper.Compound(
        Advised.methods(CompletedAdvice.class, named("completed").and(takesArguments(1))),
        Advised.methods(FailedAdvice.class, named("failed").and(takesArguments(1))),
        Advised.methods(FailedAdvice.class, named("cancel").and(takesArguments(boolean.class))),
        Advised.methods(GetAdvice.class, named("get")));
  }
}
