package dev.unjam.weave.ownerless;

import static net.bytebuddy.matcher.ElementMatchers.isAbstract;
import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.not;
import static net.bytebuddy.matcher.ElementMatchers.returns;
import static net.bytebuddy.matcher.ElementMatchers.takesArgument;
import static net.bytebuddy.matcher.ElementMatchers.takesArguments;

import dev.unjam.weave.Advised;
import dev.unjam.weave.WeaveModule;
import java.util.Map;
import net.bytebuddy.asm.AsmVisitorWrapper;
import net.bytebuddy.description.method.MethodDescription;
import net.bytebuddy.matcher.ElementMatcher;

/**
 * Exclusive synchronizers that {@code setExclusiveOwnerThread} tells nothing of: known by what they
 * extend and call rather than by name, see {@link OwnerlessLocks}.
 *
 * <p>Every acquisition and release, a condition's wait included, ends in {@code tryAcquire} and
 * {@code tryRelease}.
 */
public final class OwnerlessModule implements WeaveModule {
  @Override
  public String id() {
    return "ownerless";
  }

  @Override
  public Map<String, String[]> targets() {
    return Map.of();
  }

  @Override
  public AsmVisitorWrapper advice(String internalName) {
    return new AsmVisitorWrapper.Compound(
        Advised.methods(OwnerlessAdvice.Acquired.class, one("tryAcquire")),
        Advised.methods(OwnerlessAdvice.Released.class, one("tryRelease")));
  }

  private static ElementMatcher<MethodDescription> one(String name) {
    return named(name)
        .and(takesArguments(1))
        .and(takesArgument(0, int.class).or(takesArgument(0, long.class)))
        .and(returns(boolean.class))
        .and(not(isAbstract()));
  }
}
