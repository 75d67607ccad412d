package dev.unjam.engine.lease;

import dev.unjam.engine.os.BootClock;
import dev.unjam.engine.os.Liveness;
import dev.unjam.engine.os.Machine;
import dev.unjam.engine.os.ProcessProbe;
import dev.unjam.engine.report.Ages;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Finds out from what a lock file says whether the process that it names is there and its holder.
 */
final class HolderRules {
  /** An empty lock file may be one that is just being written. */
  private static final Duration BEING_WRITTEN = Duration.ofSeconds(30);

  private static final String UNLESS_SET =
      ", or the clock was set since: that it was not cannot be seen here";

  private final ProcessProbe probe;
  private final Machine machine;

  HolderRules(ProcessProbe probe, Machine machine) {
    this.probe = probe;
    this.machine = machine;
  }

  Finding find(LockFile file, Instant now) {
    if (file.problem() != null) {
      return Finding.unknown(file.problem());
    }
    Long pid = file.pid();
    if (pid == null) {
      return withoutPid(file, now);
    }
    if (pid <= 0) {
      return Finding.unknown("pid " + pid + " is no process's");
    }
    String elsewhere = Elsewhere.why(file.payload(), machine);
    return elsewhere != null ? Finding.unknown(elsewhere) : byProcess(file, pid, now);
  }

  static Finding held(LockFile file, Liveness liveness, String reason, Instant now) {
    Duration age = file.age(now);
    Duration most = file.maxHold();
    return most != null && age != null && age.compareTo(most) > 0
        ? new Finding(
            Verdict.STUCK,
            liveness,
            reason + ", for longer than the " + Ages.format(most) + " that it meant to")
        : new Finding(Verdict.LIVE, liveness, reason);
  }

  private static Finding withoutPid(LockFile file, Instant now) {
    Instant modified = file.modified();
    if (!file.isEmpty() || modified == null) {
      return Finding.unknown("it names no pid");
    }
    return modified.plus(BEING_WRITTEN).isAfter(now)
        ? Finding.unknown("it is empty, and may be one that is just being written")
        : Finding.stale(
            Liveness.UNKNOWN, "it is empty since " + BEING_WRITTEN.toSeconds() + " s and more");
  }

  private Finding byProcess(LockFile file, long pid, Instant now) {
    Liveness liveness = probe.liveness(pid);
    return switch (liveness) {
      case UNKNOWN -> Finding.unknown("whether pid " + pid + " runs cannot be seen from here");
      case DEAD -> gone(pid, liveness, "no process has pid " + pid);
      case ZOMBIE -> gone(pid, liveness, "pid " + pid + " is a zombie: it has ended");
      case ALIVE -> byStart(file, pid, now);
    };
  }

  private Finding byStart(LockFile file, long pid, Instant now) {
    Optional<Boolean> same = sameStart(file, pid);
    if (same.isPresent() && same.get()) {
      return held(file, Liveness.ALIVE, "its holder runs, and started when it says", now);
    }
    if (same.isPresent()) {
      return gone(
          pid,
          Liveness.ALIVE,
          "pid " + pid + " was given to a process that started at another time");
    }
    if (startedAfter(file, pid)) {
      String reason = "pid " + pid + " was given to a process that is younger than the lock";
      return isCertain(file, pid)
          ? gone(pid, Liveness.ALIVE, reason)
          : new Finding(Verdict.UNKNOWN, Liveness.ALIVE, reason + UNLESS_SET);
    }
    return pid == ProcessHandle.current().pid()
        ? new Finding(
            Verdict.UNKNOWN, Liveness.ALIVE, "its pid is ours, and whether we hold it is not known")
        : held(file, Liveness.ALIVE, runs(file, pid), now);
  }

  private String runs(LockFile file, long pid) {
    boolean comparable = file.starttime() == null || probe.startTime(pid).isPresent();
    return comparable
        ? "its holder runs"
        : "a process of its pid runs; whether it started when the lock says cannot be seen here";
  }

  /** Compares the start time in the file; empty where there is none to compare. */
  private Optional<Boolean> sameStart(LockFile file, long pid) {
    Long written = file.starttime();
    OptionalLong actual = probe.startTime(pid);
    if (written == null || !StartTimes.areTicks(written) || actual.isEmpty()) {
      return Optional.empty();
    }
    long ticks = actual.getAsLong();
    boolean same = written == ticks;
    return !same && StartTimes.isInAnotherUnit(written, ticks, probe.startedAt(pid))
        ? Optional.empty()
        : Optional.of(same);
  }

  /**
   * Of the file's two times the later one counts, as what a holder writes may be anything; but of a
   * lock with our own pid, which we know not to hold, what it says.
   */
  private boolean startedAfter(LockFile file, long pid) {
    return startedAfter(file, pid, Duration.ZERO);
  }

  private boolean startedAfter(LockFile file, long pid, Duration atLeast) {
    Instant last = pid == ProcessHandle.current().pid() ? file.since() : file.lastSign();
    return last != null
        && probe
            .startedAt(pid)
            .filter(at -> StartTimes.isAfter(at, last.plus(atLeast)))
            .isPresent();
  }

  /**
   * False where the clock's being set may be behind it: a holder that runs would lose its lock. Of
   * our own pid nobody else can be the holder.
   */
  private boolean isCertain(LockFile file, long pid) {
    return pid == ProcessHandle.current().pid()
        || (probe.clockWasLeftAlone()
            && startedAfter(file, pid, BootClock.TOLERANCE.multipliedBy(2)));
  }

  private Finding gone(long pid, Liveness liveness, String reason) {
    return probe
        .ambiguity(pid)
        .map(why -> new Finding(Verdict.UNKNOWN, Liveness.UNKNOWN, reason + ", but " + why))
        .orElse(Finding.stale(liveness, reason));
  }
}
