package dev.unjam.engine;

import dev.unjam.engine.detect.Finding;
import dev.unjam.engine.ladder.Rung;
import dev.unjam.engine.lease.RecoveryEntry;
import dev.unjam.engine.refusal.Refusal;
import dev.unjam.engine.remedy.Attempt;
import dev.unjam.engine.remedy.ReleaseListener;
import dev.unjam.engine.remedy.Releases;
import dev.unjam.engine.remedy.Remedies;
import dev.unjam.engine.remedy.RemedyRun;
import dev.unjam.engine.remedy.Target;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** Starts the remedy of a rung, each on a disposable thread of its own. */
final class Acts {
  private static final long LONG_MILLIS = 5_000;

  /** A release waits its turn at the transcript's folder and at the guard, four seconds at most. */
  private static final long QUEUES_MILLIS = 2 * 4_000;

  private final Remedies remedies;
  private final Releases releases;
  private final boolean livingLeases;
  private final boolean livingLocks;
  private final int interruptRounds;
  private final Clock clock;
  private final BooleanSupplier mayAct;

  Acts(
      Remedies remedies,
      Releases releases,
      boolean livingLeases,
      boolean livingLocks,
      long graceMillis,
      Clock clock,
      BooleanSupplier mayAct) {
    this.remedies = remedies;
    this.releases = releases;
    this.livingLeases = livingLeases;
    this.livingLocks = livingLocks;
    this.interruptRounds = (int) Math.max(1, graceMillis / 1000);
    this.clock = clock;
    this.mayAct = mayAct;
  }

  RemedyRun start(Rung rung, Incident i, HeldCase c, ReleaseListener listener) {
    String message = HostMessage.of(i.id, c.finding, clock);
    Target target =
        new Target(
            c.finding.record(),
            new ArrayList<>(c.left.keySet()),
            c.finding.callId(),
            c.finding.peer(),
            message,
            c.finding.worker());
    if (livingLeases) {
      releases.foresee(target);
    }
    RemedyRun.Steps remedy =
        switch (rung) {
          case ABORT -> goesOn -> remedies.abort(target);
          case CUT -> {
            boolean again = c.putOff() > 0;
            yield goesOn -> remedies.cut(target, again, goesOn);
          }
          case INTERRUPT ->
              goesOn ->
                  remedies.interrupt(
                      target, interruptRounds, () -> goesOn.getAsBoolean() && !c.isAtOtherWork());
          case RELEASE ->
              goesOn -> release(c, target, entry(i, c.finding, message), listener, goesOn);
          case WARN, GIVE_UP -> throw new IllegalArgumentException("no remedy: " + rung);
        };
    return RemedyRun.start(rung.label() + "-" + c.threadId, remedy);
  }

  private Attempt release(
      HeldCase c,
      Target target,
      RecoveryEntry entry,
      ReleaseListener listener,
      BooleanSupplier goesOn)
      throws Exception {
    // Who is told to leave the host alone takes nothing any more, nor from whom it was put right.
    BooleanSupplier meant = () -> goesOn.getAsBoolean() && mayAct.getAsBoolean() && !c.isWell();
    Attempt attempt = releases.release(target, livingLeases, livingLocks, entry, listener, meant);
    // May it act again, what was not tried to its end is.
    return attempt instanceof Attempt.Failed stopped && !meant.getAsBoolean()
        ? new Attempt.Busy(stopped.why())
        : attempt;
  }

  /** How long a rung's remedy may be at work before it counts as hung, in credited milliseconds. */
  long deadlineMillis(Rung rung) {
    return switch (rung) {
      case INTERRUPT -> interruptRounds * 1000L + 2_000;
      case RELEASE -> QUEUES_MILLIS + LONG_MILLIS;
      default -> LONG_MILLIS;
    };
  }

  private RecoveryEntry entry(Incident i, Finding f, String message) {
    Map<String, @Nullable Object> data = new LinkedHashMap<>();
    Refusal r = f.refusal();
    data.put("verdict", f.verdict().label());
    data.put("class", r == null ? null : r.refusalClass().label());
    data.put("provider", f.peer());
    data.put("status", f.status() == 0 ? null : f.status());
    data.put("code", r == null ? null : r.code());
    data.put("incident", i.id);
    return new RecoveryEntry(i.id, Instant.now(clock), message, data);
  }
}
