package dev.unjam.engine.os;

import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Leaves no zombies of processes that were ended, and that fell to this one when their parents did:
 * in a container without an init the host is the first process, and waits for nobody but those that
 * it has started itself.
 *
 * <p>Of those it takes in none: each one that is taken in was seen, by its number and its start, to
 * be below another process, where nothing comes that this one has started. One thread.
 */
public final class Reaper {
  private static final Path ALL = Path.of("/proc");
  private static final ProcProbe PROC = new ProcProbe(ALL, PidNamespace.of(ALL));
  private static final long SELF = ProcessHandle.current().pid();

  /** By number when each that may be taken in was started. */
  private final Map<Long, Long> starts = new HashMap<>();

  /** Notes processes that were listed as below another, before they are ended. */
  public void below(Collection<ProcessHandle> those) {
    those.forEach(one -> note(one, true));
  }

  /** Notes those of these processes that are somebody else's now, before they are ended. */
  public void perhapsBelow(Collection<ProcessHandle> those) {
    those.forEach(one -> note(one, false));
  }

  private void note(ProcessHandle one, boolean below) {
    if (starts.containsKey(one.pid())) {
      return;
    }
    Optional<ProcStat> shown = one.isAlive() ? PROC.shown(one.pid()) : Optional.empty();
    // A handle knows when its process was started: what was read in between is of the same one.
    if (shown.isPresent() && one.isAlive()) {
      ProcStat stat = shown.get();
      if (!stat.ended() && (below || stat.parent() != SELF)) {
        starts.put(one.pid(), stat.startTicks());
      }
    }
  }

  /**
   * Takes in those that have ended and fell to this process.
   *
   * @return how many
   */
  public int reap() {
    int reaped = 0;
    for (Map.Entry<Long, Long> one : starts.entrySet()) {
      if (isOurZombie(one.getKey(), one.getValue()) && takeIn(one.getKey())) {
        reaped++;
      }
    }
    return reaped;
  }

  private boolean isOurZombie(long pid, long startTicks) {
    Optional<ProcStat> shown = PROC.shown(pid);
    return shown
        .filter(stat -> stat.ended() && stat.parent() == SELF)
        .filter(stat -> stat.startTicks() == startTicks)
        .isPresent();
  }

  private static boolean takeIn(long pid) {
    return NativeCalls.get().map(calls -> calls.takeIn((int) pid)).orElse(false);
  }
}
