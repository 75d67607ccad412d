package dev.unjam.weave.streams;

import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.takesArguments;
import static net.bytebuddy.matcher.ElementMatchers.takesNoArguments;

import dev.unjam.weave.Advised;
import net.bytebuddy.asm.AsmVisitorWrapper;

/** Weaves a library's own body stream: both reads and the close. */
public final class BodyStreams {
  private BodyStreams() {}

  /** The advice for a class that overrides {@code read()} as well as the read of an array. */
  public static AsmVisitorWrapper advice() {
    return new AsmVisitorWrapper.Compound(
        Advised.methods(
            ReadAdvice.class,
            named("read").and(takesArguments(byte[].class, int.class, int.class))),
        Advised.methods(ReadByteAdvice.class, named("read").and(takesNoArguments())),
        Advised.methods(CloseAdvice.class, named("close").and(takesNoArguments())));
  }
}
