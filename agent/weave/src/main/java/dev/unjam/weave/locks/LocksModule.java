package dev.unjam.weave.locks;

import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.takesNoArguments;

import dev.unjam.weave.Advised;
import dev.unjam.weave.WeaveModule;
import java.util.Map;
import net.bytebuddy.asm.AsmVisitorWrapper;

/**
 * The unlock of a lock that may have been taken from its holder. The tracking itself is {@link
 * OwnerWeaver}'s.
 *
 * <p>{@code ReentrantLock} and the write lock keep their synchronizer in a field {@code sync}, on
 * 17 and 25.
 */
public final class LocksModule implements WeaveModule {
  @Override
  public String id() {
    return "locks";
  }

  @Override
  public Map<String, String[]> targets() {
    return Map.of(
        "java/util/concurrent/locks/ReentrantLock",
        new String[] {"unlock"},
        "java/util/concurrent/locks/ReentrantReadWriteLock$WriteLock",
        new String[] {"unlock"});
  }

  @Override
  public AsmVisitorWrapper advice(String internalName) {
    return Advised.methods(UnlockAdvice.class, named("unlock").and(takesNoArguments()));
  }
}
