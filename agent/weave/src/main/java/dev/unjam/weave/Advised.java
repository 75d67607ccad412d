package dev.unjam.weave;

import dev.unjam.bridge.Faults;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.asm.AsmVisitorWrapper;
import net.bytebuddy.description.method.MethodDescription;
import net.bytebuddy.implementation.bytecode.StackManipulation;
import net.bytebuddy.implementation.bytecode.member.MethodInvocation;
import net.bytebuddy.matcher.ElementMatcher;

/** Makes advice whose own errors are swallowed and counted, never thrown into the host. */
public final class Advised {
  private static final Advice.WithCustomMapping SAFE =
      Advice.withCustomMapping().with(Advice.PostProcessor.NoOp.INSTANCE);

  private Advised() {}

  /** The methods that match get this advice, inlined. */
  public static AsmVisitorWrapper.ForDeclaredMethods methods(
      Class<?> advice, ElementMatcher<? super MethodDescription> which) {
    return SAFE.to(advice).withExceptionHandler(suppress()).on(which);
  }

  /** The same where several methods differ in their entry alone. */
  public static AsmVisitorWrapper.ForDeclaredMethods methods(
      Class<?> enter, Class<?> exit, ElementMatcher<? super MethodDescription> which) {
    return SAFE.to(enter, exit).withExceptionHandler(suppress()).on(which);
  }

  private static StackManipulation suppress() {
    try {
      return MethodInvocation.invoke(
          new MethodDescription.ForLoadedMethod(
              Faults.class.getMethod("suppress", Throwable.class)));
    } catch (NoSuchMethodException e) {
      throw new IllegalStateException(e);
    }
  }
}
