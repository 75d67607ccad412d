package dev.unjam.tools;

import dev.unjam.engine.lease.HolderInquiry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Asks the JVMs that hold lock files what their agents know of them.
 *
 * <p>Each JVM is asked once, whatever number of lock files it holds, and none that has no Unjam
 * inside: attaching is not for looking. One thread only.
 */
final class JvmInquiry implements HolderInquiry {
  /** For one JVM: an agent answers within two scans and a second. */
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  /** For all of them. */
  private static final Duration IN_ALL = Duration.ofSeconds(20);

  private final @Nullable JarInside jar = JarInside.ofThisCommand();
  private final Map<Long, Said> said = new HashMap<>();
  private long waitedNanos;

  /** The JVMs of this machine that have Unjam inside, once they were looked for. */
  private @Nullable List<Long> all;

  @Override
  public Optional<HolderInquiry.Answer> ask(long pid, Path lock) {
    return said(pid).of(lock);
  }

  @Override
  public Optional<HolderInquiry.Answer> askAll(Path lock) {
    Optional<HolderInquiry.Answer> mute = Optional.empty();
    for (long pid : all()) {
      HolderInquiry.Answer answer = ask(pid, lock).orElse(null);
      if (answer instanceof HolderInquiry.Told told && told.held()) {
        return Optional.of(told);
      }
      if (answer instanceof HolderInquiry.Mute one) {
        mute = Optional.of(new HolderInquiry.NotAllAsked(pid, one.why()));
      }
    }
    return mute;
  }

  private List<Long> all() {
    List<Long> known = all;
    if (known == null) {
      JarInside ours = jar;
      known =
          ours == null
              ? List.of()
              : ProcessHandle.allProcesses()
                  .map(ProcessHandle::pid)
                  .filter(pid -> pid != ProcessHandle.current().pid() && ours.isIn(new Proc(pid)))
                  .toList();
      all = known;
    }
    return known;
  }

  private Said said(long pid) {
    Said known = said.get(pid);
    if (known == null) {
      known = ask(pid);
      said.put(pid, known);
    }
    return known;
  }

  private Said ask(long pid) {
    boolean us = pid == ProcessHandle.current().pid();
    if (us || jar == null || !jar.isIn(new Proc(pid))) {
      return lock -> Optional.empty();
    }
    if (waitedNanos > IN_ALL.toNanos()) {
      return mute("too many others did not answer");
    }
    long begin = System.nanoTime();
    try {
      HeldLocks held = HeldLocks.of(AgentInside.of(pid, PATIENCE));
      return held == null ? lock -> Optional.empty() : held::of;
    } catch (NotPossibleException e) {
      return mute(String.valueOf(e.getMessage()));
    } finally {
      waitedNanos += System.nanoTime() - begin;
    }
  }

  private static Said mute(String why) {
    return lock -> Optional.of(new HolderInquiry.Mute(why));
  }

  /** What one JVM says of a lock file. */
  private interface Said {
    Optional<HolderInquiry.Answer> of(Path lock);
  }
}
