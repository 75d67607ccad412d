package dev.unjam.engine.lease;

import dev.unjam.engine.os.KernelLocks;
import dev.unjam.engine.os.Liveness;
import dev.unjam.engine.os.Machine;
import dev.unjam.engine.os.ProcessProbe;
import dev.unjam.engine.report.Ages;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Decides from what a lock file says and what the machine says whether its holder is still there.
 *
 * <p>Whatever cannot be known is {@code unknown}; age alone never makes a live holder's lock stale.
 */
final class Judge {
  /** An empty lock file may be one that is just being written. */
  private static final Duration BEING_WRITTEN = Duration.ofSeconds(30);

  private final ProcessProbe probe;
  private final Machine machine;
  private final KernelLocks kernelLocks;
  private final HolderInquiry inquiry;

  Judge(ProcessProbe probe, Machine machine, KernelLocks kernelLocks, HolderInquiry inquiry) {
    this.probe = probe;
    this.machine = machine;
    this.kernelLocks = kernelLocks;
    this.inquiry = inquiry;
  }

  Judgement judge(LockFile file, Instant now) {
    Finding finding = find(file, now);
    Long pid = file.pid();
    boolean live = finding.verdict() == Verdict.LIVE || finding.verdict() == Verdict.STUCK;
    Optional<HolderInquiry.Answer> answer =
        live && pid != null ? inquiry.ask(pid, file.path().toAbsolutePath()) : Optional.empty();
    return answer
        .map(said -> answered(file, finding, said, now))
        .orElseGet(() -> judgement(file, finding, List.of(finding.reason()), now));
  }

  /** A file that a killed remover left aside is no lock, and may have been one that was live. */
  Judgement leftAside(LockFile file, Instant now) {
    Finding finding = find(file, now);
    Finding unknown =
        new Finding(
            Verdict.UNKNOWN,
            finding.liveness(),
            "a remover that was killed left it aside; the next removal here deals with it");
    return judgement(file, unknown, List.of(unknown.reason(), finding.reason()), now);
  }

  private static Judgement answered(
      LockFile file, Finding finding, HolderInquiry.Answer answer, Instant now) {
    Finding known =
        answer.incident() == null
            ? finding
            : new Finding(Verdict.STUCK, finding.liveness(), finding.reason());
    return judgement(file, known, List.of(finding.reason(), answer.reason()), now);
  }

  private static Judgement judgement(
      LockFile file, Finding finding, List<String> reasons, Instant now) {
    return new Judgement(file, finding.verdict(), finding.liveness(), reasons, now);
  }

  private Finding find(LockFile file, Instant now) {
    OptionalLong locker = kernelLocks.holder(file.path());
    if (locker.isPresent()) {
      return kernelLocked(file, locker.getAsLong(), now);
    }
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

  private Finding kernelLocked(LockFile file, long locker, Instant now) {
    String who = locker > 0 ? "pid " + locker : "a process that the kernel does not name";
    Long pid = file.pid();
    Liveness liveness = pid == null ? Liveness.UNKNOWN : probe.liveness(pid);
    return held(file, liveness, "the kernel holds a lock on it for " + who, now);
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
      return gone(
          pid,
          Liveness.ALIVE,
          "pid " + pid + " was given to a process that is younger than the lock");
    }
    return pid == ProcessHandle.current().pid()
        ? new Finding(
            Verdict.UNKNOWN, Liveness.ALIVE, "its pid is ours, and whether we hold it is not known")
        : held(file, Liveness.ALIVE, "its holder runs", now);
  }

  /** Compares the start time in the file; empty where there is none to compare. */
  private Optional<Boolean> sameStart(LockFile file, long pid) {
    Long written = file.starttime();
    OptionalLong actual = probe.startTime(pid);
    return written != null && StartTimes.areTicks(written) && actual.isPresent()
        ? Optional.of(written == actual.getAsLong())
        : Optional.empty();
  }

  private boolean startedAfter(LockFile file, long pid) {
    Instant since = file.since();
    return since != null
        && probe.startedAt(pid).filter(at -> StartTimes.isAfter(at, since)).isPresent();
  }

  private Finding gone(long pid, Liveness liveness, String reason) {
    return probe
        .ambiguity(pid)
        .map(why -> new Finding(Verdict.UNKNOWN, Liveness.UNKNOWN, reason + ", but " + why))
        .orElse(Finding.stale(liveness, reason));
  }

  private static Finding held(LockFile file, Liveness liveness, String reason, Instant now) {
    Duration age = file.age(now);
    Duration most = file.maxHold();
    return most != null && age != null && age.compareTo(most) > 0
        ? new Finding(
            Verdict.STUCK,
            liveness,
            reason + ", for longer than the " + Ages.format(most) + " that it meant to")
        : new Finding(Verdict.LIVE, liveness, reason);
  }
}
