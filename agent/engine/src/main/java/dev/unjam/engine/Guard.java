package dev.unjam.engine;

import dev.unjam.bridge.Claims;
import dev.unjam.bridge.Threads;
import dev.unjam.bridge.Ticks;
import dev.unjam.bridge.WriteFences;
import dev.unjam.engine.config.Mode;
import dev.unjam.engine.report.Event;
import dev.unjam.engine.report.Journal;
import dev.unjam.engine.report.Severity;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * Guards the host against ourselves: turns to observing when we run late, fail, hang, or act in
 * vain.
 *
 * <p>The watchdog's thread only, but for {@link #mode} and {@link #switchTo}.
 */
final class Guard {
  private static final int HUNG = 3;
  private static final int IN_VAIN = 5;

  /** For so long what fails on the holders of one incident, one after the other, is one act. */
  private static final long TOGETHER_MILLIS = 60_000;

  private static final int FAILED_SCANS = 3;
  private static final int LATE_TICKS = 20;
  private static final long QUIET_MILLIS = 600_000;

  private final Journal journal;
  private volatile Mode mode;
  private volatile boolean degraded;
  private final Deque<Long> hung = new ArrayDeque<>();

  /** By the incident since when; those in a row that brought nothing. */
  private final Map<String, Long> together = new HashMap<>();

  private int inVain;
  private int failedScans;
  private int lateTicks;
  private long lastTrouble;

  Guard(Journal journal, Mode mode) {
    this.journal = journal;
    this.mode = mode;
  }

  boolean mayAct() {
    return mode == Mode.ACT && !degraded;
  }

  /** What the agent does right now: {@code act}, {@code observe} or {@code off}. */
  String mode() {
    Mode m = mode;
    return (m == Mode.ACT && degraded ? Mode.OBSERVE : m).name().toLowerCase(Locale.ROOT);
  }

  /** A person switches: whatever we had turned down ourselves is forgotten. */
  void switchTo(Mode to) {
    String before = mode();
    mode = to;
    degraded = false;
    journal.publish(
        new Event(
            "agent.mode",
            Severity.INFO,
            null,
            Map.of("mode", mode(), "before", before),
            "mode " + mode() + ", was " + before));
    if (to == Mode.OFF) {
      liftAll();
    } else if (to == Mode.OBSERVE) {
      liftDenials();
    }
  }

  /** Nothing is done any more; whatever remedy is at work stops at its next step. */
  void end() {
    mode = Mode.OFF;
    liftAll();
  }

  /**
   * Nobody is denied anything any more by an agent that only observes. From whom a lock was taken
   * stays fenced: that protects whoever has it now.
   */
  private static void liftDenials() {
    Threads.forEach(r -> r.deny(null));
  }

  /** Nobody is denied or fenced any more by an agent that is off. */
  static void liftAll() {
    liftDenials();
    Threads.forEach(r -> r.fence(null));
    Claims.lift();
    WriteFences.lift();
  }

  void succeeded() {
    inVain = 0;
    together.clear();
  }

  /** One cause may jam hundreds at once: those of one incident that fail together are one act. */
  void failed(String incident, long now) {
    lastTrouble = now;
    together.values().removeIf(since -> now - since >= TOGETHER_MILLIS);
    if (together.putIfAbsent(incident, now) == null && ++inVain >= IN_VAIN) {
      succeeded();
      degrade(IN_VAIN + " acts in a row brought nothing");
    }
  }

  /** One now and then, each for reasons of its own, is no sign that ours do no good. */
  void hung(long now) {
    lastTrouble = now;
    hung.removeIf(at -> now - at >= QUIET_MILLIS);
    hung.add(now);
    if (hung.size() >= HUNG) {
      hung.clear();
      degrade(HUNG + " remedies hang");
    }
  }

  void scanned(boolean well) {
    failedScans = well ? 0 : failedScans + 1;
    lastTrouble = well ? lastTrouble : Ticks.now();
    if (failedScans == FAILED_SCANS) {
      degrade(FAILED_SCANS + " scans in a row failed");
    }
  }

  void ticked(boolean late) {
    lateTicks = late ? lateTicks + 1 : 0;
    lastTrouble = late ? Ticks.now() : lastTrouble;
    if (lateTicks == LATE_TICKS) {
      degrade("the watchdog runs late, " + LATE_TICKS + " ticks in a row");
    }
  }

  /** After ten quiet minutes the breaker closes by itself. */
  void calm(long now) {
    if (degraded && now - lastTrouble >= QUIET_MILLIS) {
      degraded = false;
      say(Severity.INFO, "acts again after ten quiet minutes");
    }
  }

  private void degrade(String why) {
    if (!degraded) {
      degraded = true;
      liftDenials();
      say(Severity.ERROR, "only observing, until ten quiet minutes have passed: " + why);
    }
  }

  private void say(Severity severity, String what) {
    journal.publish(
        new Event("agent.degraded", severity, null, Map.of("mode", mode(), "why", what), what));
  }
}
