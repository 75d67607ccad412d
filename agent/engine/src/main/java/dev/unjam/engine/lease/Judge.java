package dev.unjam.engine.lease;

import dev.unjam.engine.os.KernelLocks;
import dev.unjam.engine.os.Liveness;
import dev.unjam.engine.os.LockQuery;
import dev.unjam.engine.os.LockTry;
import dev.unjam.engine.os.Machine;
import dev.unjam.engine.os.ProcessProbe;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;

/**
 * Decides from what a lock file says and what the machine says whether its holder is still there.
 *
 * <p>Whatever cannot be known is {@code unknown}; age alone never makes a live holder's lock stale.
 */
final class Judge {
  private static final String ENDED = "the JVM that held it had Unjam inside, and has ended";
  private static final String LIVES = "a JVM with Unjam inside that lives holds it";

  private final ProcessProbe probe;
  private final HolderRules rules;
  private final KernelLocks kernelLocks;
  private final HolderInquiry inquiry;
  private final Doubts doubts;
  private final Function<Path, OptionalLong> lastQuestion;
  private final MarkedHolders marked = new MarkedHolders();

  /** Makes one for a gateway's own folders. */
  Judge(ProcessProbe probe, Machine machine, KernelLocks kernelLocks, HolderInquiry inquiry) {
    this(probe, machine, kernelLocks, inquiry, Doubts.ofGateway(), file -> OptionalLong.empty());
  }

  private Judge(
      ProcessProbe probe,
      Machine machine,
      KernelLocks kernelLocks,
      HolderInquiry inquiry,
      Doubts doubts,
      Function<Path, OptionalLong> lastQuestion) {
    this.probe = probe;
    this.rules = new HolderRules(probe, machine);
    this.kernelLocks = kernelLocks;
    this.inquiry = inquiry;
    this.doubts = doubts;
    this.lastQuestion = lastQuestion;
  }

  /**
   * Makes one for a process that holds nothing itself: it may open what it judges, and where {@code
   * /proc/locks} may leave something out, asks the kernel once more, by {@code fcntl}, before it
   * calls anything stale.
   */
  static Judge visiting(ProcessProbe probe, HolderInquiry inquiry, boolean onlyContainer) {
    return new Judge(
        probe.forManyQuestions(),
        Machine.here(),
        KernelLocks.now(),
        inquiry,
        onlyContainer ? Doubts.ofTheOnlyContainer() : Doubts.ofVisitor(),
        asking(LockQuery::holder));
  }

  /**
   * Makes one for a gateway's own folders.
   *
   * @param starting whether the gateway has not begun, and so holds nothing either: the kernel is
   *     asked in the same way as for a visitor, but by what the JDK has for it, since no native
   *     code may be loaded by then
   */
  static Judge gateway(
      ProcessProbe probe, Machine machine, boolean onlyContainer, boolean starting) {
    return new Judge(
        probe,
        machine,
        KernelLocks.now(),
        HolderInquiry.NOBODY,
        onlyContainer ? Doubts.ofTheOnlyContainer() : Doubts.ofGateway(),
        starting ? asking(LockTry::holder) : file -> OptionalLong.empty());
  }

  private static Function<Path, OptionalLong> asking(Function<Path, OptionalLong> question) {
    return LockQuery.isNeeded() ? question : file -> OptionalLong.empty();
  }

  Judgement judge(LockFile file, Instant now) {
    Finding finding = find(file, now);
    Optional<HolderInquiry.Answer> answer =
        finding.liveness() == Liveness.ALIVE ? ask(file) : askForEmpty(file, finding);
    return answer
        .map(said -> answered(file, finding, said, now))
        .orElseGet(() -> judgement(file, finding, List.of(finding.reason()), now));
  }

  private Optional<HolderInquiry.Answer> ask(LockFile file) {
    Long pid = file.pid();
    return pid == null || pid == ProcessHandle.current().pid()
        ? Optional.empty()
        : inquiry.ask(pid, file.path().toAbsolutePath());
  }

  /** An empty lock file may be the whole of what its holder makes of it. */
  private Optional<HolderInquiry.Answer> askForEmpty(LockFile file, Finding finding) {
    return finding.verdict() == Verdict.STALE && file.pid() == null && file.isEmpty()
        ? inquiry.askAll(Aside.original(file.path().toAbsolutePath()))
        : Optional.empty();
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
    Finding known = new Finding(told(finding, answer), finding.liveness(), finding.reason());
    return judgement(file, known, List.of(finding.reason(), answer.reason()), now);
  }

  /** Who says that it holds the lock is believed more than clocks are. */
  private static Verdict told(Finding finding, HolderInquiry.Answer answer) {
    if (answer instanceof HolderInquiry.NotAllAsked) {
      return Verdict.UNKNOWN;
    }
    if (!(answer instanceof HolderInquiry.Told told) || !told.held()) {
      return finding.verdict();
    }
    if (told.stuck()) {
      return Verdict.STUCK;
    }
    boolean doubted = finding.verdict() == Verdict.STALE || finding.verdict() == Verdict.UNKNOWN;
    return doubted ? Verdict.LIVE : finding.verdict();
  }

  private static Judgement judgement(
      LockFile file, Finding finding, List<String> reasons, Instant now) {
    return new Judgement(file, finding.verdict(), finding.liveness(), reasons, now);
  }

  private Finding find(LockFile file, Instant now) {
    FileIdentity identity = file.identity();
    OptionalLong locker =
        identity == null
            ? kernelLocks.holder(file.path())
            : identity.lockedIn(kernelLocks, file.path());
    Finding finding =
        locker.isPresent() ? kernelLocked(file, locker.getAsLong(), now) : rules.find(file, now);
    boolean proven = locker.isEmpty() && mayBeProven(file, finding) && marked.haveLeft(file);
    if (finding.verdict() != Verdict.STALE && !proven) {
      return finding;
    }
    if (marked.hold(file)) {
      // Wherever it is, and whatever was said of containers: what it has locked tells.
      return HolderRules.held(file, Liveness.ALIVE, LIVES, now);
    }
    OptionalLong unseen = lastQuestion.apply(file.path());
    if (unseen.isPresent()) {
      return kernelLocked(file, unseen.getAsLong(), now);
    }
    return proven ? Finding.stale(finding.liveness(), ENDED) : doubted(file, finding);
  }

  private static boolean mayBeProven(LockFile file, Finding finding) {
    return finding.verdict() == Verdict.STALE
        || (finding.verdict() == Verdict.UNKNOWN && file.problem() == null);
  }

  private Finding doubted(LockFile file, Finding stale) {
    return doubts
        .about(file)
        .map(why -> Finding.unknown(stale.reason() + ", but " + why))
        .orElse(stale);
  }

  private Finding kernelLocked(LockFile file, long locker, Instant now) {
    String who = locker > 0 ? "pid " + locker : "a process that cannot be seen from here";
    Long pid = file.pid();
    Liveness liveness = pid == null ? Liveness.UNKNOWN : probe.liveness(pid);
    return HolderRules.held(file, liveness, "the kernel holds a lock on it for " + who, now);
  }
}
