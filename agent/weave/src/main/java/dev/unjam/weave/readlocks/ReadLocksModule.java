package dev.unjam.weave.readlocks;

import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.namedOneOf;
import static net.bytebuddy.matcher.ElementMatchers.returns;

import dev.unjam.weave.Advised;
import dev.unjam.weave.WeaveModule;
import java.util.Map;
import net.bytebuddy.asm.AsmVisitorWrapper;

/**
 * {@code ReentrantReadWriteLock.ReadLock}: its own methods, because the synchronizer below counts
 * readers in more than one place; none of them calls another, on 17 and 25.
 */
public final class ReadLocksModule implements WeaveModule {
  @Override
  public String id() {
    return "readlocks";
  }

  @Override
  public Map<String, String[]> targets() {
    return Map.of(
        "java/util/concurrent/locks/ReentrantReadWriteLock$ReadLock",
        new String[] {"lock", "lockInterruptibly", "tryLock", "unlock"});
  }

  @Override
  public AsmVisitorWrapper advice(String internalName) {
    return new AsmVisitorWrapper.Compound(
        Advised.methods(ReadLockAdvice.Acquired.class, namedOneOf("lock", "lockInterruptibly")),
        Advised.methods(ReadLockAdvice.Tried.class, named("tryLock").and(returns(boolean.class))),
        Advised.methods(ReadLockAdvice.Released.class, named("unlock")));
  }
}
