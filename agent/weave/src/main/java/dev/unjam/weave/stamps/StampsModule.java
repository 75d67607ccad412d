package dev.unjam.weave.stamps;

import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.namedOneOf;
import static net.bytebuddy.matcher.ElementMatchers.returns;

import dev.unjam.weave.Advised;
import dev.unjam.weave.WeaveModule;
import java.util.Map;
import net.bytebuddy.asm.AsmVisitorWrapper;
import net.bytebuddy.description.method.MethodDescription;
import net.bytebuddy.matcher.ElementMatcher;

/**
 * {@code StampedLock}, in its locked modes: optimistic reads and their validation stay as they are.
 *
 * <p>{@code unlock(long)} ends in {@code unlockWrite} or {@code unlockRead}; the views that look
 * like a Lock take by the lock's own methods and release by the two {@code unstamped} ones. The
 * same on 17 and 25.
 */
public final class StampsModule implements WeaveModule {
  @Override
  public String id() {
    return "stamps";
  }

  @Override
  public Map<String, String[]> targets() {
    return Map.of(
        "java/util/concurrent/locks/StampedLock",
        new String[] {
          "writeLock",
          "tryWriteLock",
          "writeLockInterruptibly",
          "readLock",
          "tryReadLock",
          "readLockInterruptibly",
          "tryConvertToWriteLock",
          "tryConvertToReadLock",
          "tryConvertToOptimisticRead",
          "unlockWrite",
          "unlockRead",
          "tryUnlockWrite",
          "tryUnlockRead",
          "unstampedUnlockWrite",
          "unstampedUnlockRead"
        });
  }

  @Override
  public AsmVisitorWrapper advice(String internalName) {
    ElementMatcher.Junction<MethodDescription> takes =
        namedOneOf(
            "writeLock",
            "tryWriteLock",
            "writeLockInterruptibly",
            "readLock",
            "tryReadLock",
            "readLockInterruptibly");
    return new AsmVisitorWrapper.Compound(
        Advised.methods(StampAdvice.Acquired.class, takes.and(returns(long.class))),
        Advised.methods(
            StampAdvice.Converted.class,
            namedOneOf(
                "tryConvertToWriteLock", "tryConvertToReadLock", "tryConvertToOptimisticRead")),
        Advised.methods(StampAdvice.Released.class, namedOneOf("unlockWrite", "unlockRead")),
        Advised.methods(
            StampAdvice.TriedToRelease.class, namedOneOf("tryUnlockWrite", "tryUnlockRead")),
        Advised.methods(
            StampAdvice.ReleasedByView.class,
            named("unstampedUnlockWrite").or(named("unstampedUnlockRead"))));
  }
}
