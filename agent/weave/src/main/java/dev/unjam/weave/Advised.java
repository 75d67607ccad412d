package dev.unjam.weave;

import dev.unjam.bridge.Faults;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.asm.AsmVisitorWrapper;
import net.bytebuddy.description.method.MethodDescription;
import net.bytebuddy.implementation.bytecode.StackManipulation;
import net.bytebuddy.implementation.bytecode.member.MethodInvocation;
import net.bytebuddy.matcher.ElementMatcher;

/** Makes advice whose own errors are swallowed and counted, never thrown into the host. */
public final class Advised {
  private static final Advice.WithCustomMapping SAFE =
      Advice.withCustomMapping()
          .with(Advice.PostProcessor.NoOp.INSTANCE)
          .bind(MethodName.class, new NameMapping());

  /** Reading an advice takes longer than weaving it in, and most go into many classes. */
  private static final Map<List<Class<?>>, Advice> READ = new ConcurrentHashMap<>();

  private static final StackManipulation SUPPRESS = suppress();

  private Advised() {}

  /** The methods that match get this advice, inlined. */
  public static AsmVisitorWrapper methods(
      Class<?> advice, ElementMatcher<? super MethodDescription> which) {
    return new AdvisedMethods(read(advice, advice), which);
  }

  /** The same where several methods differ in their entry alone, or in their exit. */
  public static AsmVisitorWrapper methods(
      Class<?> enter, Class<?> exit, ElementMatcher<? super MethodDescription> which) {
    return new AdvisedMethods(read(enter, exit), which);
  }

  private static Advice read(Class<?> enter, Class<?> exit) {
    List<Class<?>> both = List.of(enter, exit);
    Advice known = READ.get(both);
    if (known == null) {
      known =
          (enter == exit
                  ? SAFE.to(AdvicePool.describe(enter), AdvicePool.FILES)
                  : SAFE.to(
                      AdvicePool.describe(enter), AdvicePool.describe(exit), AdvicePool.FILES))
              .withExceptionHandler(SUPPRESS);
      READ.put(both, known);
    }
    return known;
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
