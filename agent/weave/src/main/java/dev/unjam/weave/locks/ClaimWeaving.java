package dev.unjam.weave.locks;

import static net.bytebuddy.matcher.ElementMatchers.isPublic;
import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.namedOneOf;
import static net.bytebuddy.matcher.ElementMatchers.takesArguments;

import dev.unjam.weave.Advised;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.bytebuddy.asm.AsmVisitorWrapper;

/**
 * Where a hold may meet a claim: the beginning of every operation of the JDK's locks that acquires
 * or releases.
 *
 * <p>Every exclusive lock is released by {@code release} of its synchronizer, those of libraries
 * too; {@code ReentrantLock} and both halves of the read-write lock keep theirs in a field {@code
 * sync}. All names are the same on 17 and 25.
 */
final class ClaimWeaving {
  private static final String LOCKS = "java/util/concurrent/locks/";
  private static final String SEMAPHORE = "java/util/concurrent/Semaphore";
  private static final String STAMPED = LOCKS + "StampedLock";

  private static final String[] ACQUIRE = {"lock", "lockInterruptibly", "tryLock"};
  private static final String[] PERMITS = {
    "acquire", "acquireUninterruptibly", "tryAcquire", "drainPermits"
  };
  private static final String[] STAMPS = {
    "writeLock",
    "writeLockInterruptibly",
    "tryWriteLock",
    "readLock",
    "readLockInterruptibly",
    "tryReadLock"
  };
  private static final String[] BY_STAMP = {"unlockWrite", "unlockRead"};
  private static final String[] CONVERT = {
    "tryConvertToWriteLock", "tryConvertToReadLock", "tryConvertToOptimisticRead"
  };
  private static final String[] WRITE = {"tryUnlockWrite", "unstampedUnlockWrite"};
  private static final String[] READ = {"tryUnlockRead", "unstampedUnlockRead"};

  private ClaimWeaving() {}

  /** The classes, and for each the methods that must be there. */
  static Map<String, String[]> targets() {
    Map<String, String[]> targets = new LinkedHashMap<>();
    targets.put(LOCKS + "AbstractQueuedSynchronizer", new String[] {"release"});
    targets.put(LOCKS + "AbstractQueuedLongSynchronizer", new String[] {"release"});
    targets.put(LOCKS + "ReentrantLock", ACQUIRE);
    targets.put(LOCKS + "ReentrantReadWriteLock$ReadLock", ACQUIRE);
    targets.put(LOCKS + "ReentrantReadWriteLock$WriteLock", ACQUIRE);
    targets.put(SEMAPHORE, all(PERMITS, new String[] {"release"}));
    targets.put(STAMPED, all(STAMPS, BY_STAMP, CONVERT, WRITE, READ));
    return targets;
  }

  private static String[] all(String[]... names) {
    List<String> all = new ArrayList<>();
    for (String[] some : names) {
      all.addAll(List.of(some));
    }
    return all.toArray(new String[0]);
  }

  /** The advice for one of them; it comes before whatever else is woven there. */
  static AsmVisitorWrapper advice(String target) {
    if (target.equals(SEMAPHORE)) {
      return semaphore();
    }
    if (target.equals(STAMPED)) {
      return stamped();
    }
    return target.endsWith("Synchronizer")
        ? Advised.methods(ReleaseAdvice.class, named("release").and(takesArguments(1)))
        : Advised.methods(AcquireAdvice.class, namedOneOf(ACQUIRE).and(isPublic()));
  }

  private static AsmVisitorWrapper semaphore() {
    return new AsmVisitorWrapper.Compound(
        Advised.methods(AcquireSelfAdvice.class, namedOneOf(PERMITS).and(isPublic())),
        Advised.methods(PermitAdvice.class, named("release").and(takesArguments(0))),
        Advised.methods(PermitsAdvice.class, named("release").and(takesArguments(1))));
  }

  private static AsmVisitorWrapper stamped() {
    return new AsmVisitorWrapper.Compound(
        Advised.methods(AcquireSelfAdvice.class, namedOneOf(STAMPS).and(isPublic())),
        Advised.methods(StampAdvice.class, namedOneOf(BY_STAMP)),
        Advised.methods(ConvertAdvice.class, namedOneOf(CONVERT)),
        Advised.methods(UnstampedWriteAdvice.class, namedOneOf(WRITE)),
        Advised.methods(UnstampedReadAdvice.class, namedOneOf(READ)));
  }
}
