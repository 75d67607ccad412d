package dev.unjam.weave.semaphores;

import static net.bytebuddy.matcher.ElementMatchers.isPublic;
import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.namedOneOf;
import static net.bytebuddy.matcher.ElementMatchers.not;
import static net.bytebuddy.matcher.ElementMatchers.takesArgument;

import dev.unjam.weave.Advised;
import dev.unjam.weave.WeaveModule;
import java.util.Map;
import net.bytebuddy.asm.AsmVisitorWrapper;
import net.bytebuddy.description.method.MethodDescription;
import net.bytebuddy.matcher.ElementMatcher;

/**
 * {@code Semaphore}: its public methods, none of which calls another, on 17 and 25.
 *
 * <p>{@code reducePermits} is left alone: it takes permits away for good, not for a thread.
 */
public final class SemaphoresModule implements WeaveModule {
  @Override
  public String id() {
    return "semaphores";
  }

  @Override
  public Map<String, String[]> targets() {
    return Map.of(
        "java/util/concurrent/Semaphore",
        new String[] {
          "acquire", "acquireUninterruptibly", "tryAcquire", "drainPermits", "release"
        });
  }

  @Override
  public AsmVisitorWrapper advice(String internalName) {
    return new AsmVisitorWrapper.Compound(
        one(SemaphoreAdvice.Acquired.class, "acquire", "acquireUninterruptibly"),
        many(SemaphoreAdvice.AcquiredMany.class, "acquire", "acquireUninterruptibly"),
        one(SemaphoreAdvice.Tried.class, "tryAcquire"),
        many(SemaphoreAdvice.TriedMany.class, "tryAcquire"),
        Advised.methods(SemaphoreAdvice.Drained.class, named("drainPermits").and(isPublic())),
        one(SemaphoreAdvice.Releasing.class, "release"),
        many(SemaphoreAdvice.ReleasingMany.class, "release"));
  }

  private static AsmVisitorWrapper one(Class<?> advice, String... names) {
    ElementMatcher.Junction<MethodDescription> which = namedOneOf(names);
    return Advised.methods(advice, which.and(isPublic()).and(not(takesArgument(0, int.class))));
  }

  private static AsmVisitorWrapper many(Class<?> advice, String... names) {
    ElementMatcher.Junction<MethodDescription> which = namedOneOf(names);
    return Advised.methods(advice, which.and(isPublic()).and(takesArgument(0, int.class)));
  }
}
