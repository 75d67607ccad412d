package dev.unjam.engine.detect;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.unjam.engine.track.Snapshot;
import java.time.Duration;
import java.util.List;

/** The limits of the contract's defaults, and the two questions that the tests ask. */
abstract class DetectorCase {
  static final Duration MOMENT = Duration.ofMillis(1);
  static final Duration TICK = Duration.ofMillis(250);
  static final Duration THRESHOLD = Duration.ofSeconds(30);
  static final Duration PATIENCE = Duration.ofSeconds(60);
  static final Duration SILENCE = Duration.ofMinutes(2);
  static final Duration HEAD = Duration.ofMinutes(5);
  static final Duration CHILD = Duration.ofSeconds(330);
  static final Duration LEAK = Duration.ofSeconds(5);
  static final Duration GRACE = Duration.ofSeconds(5);

  private static final Limits LIMITS =
      new Limits(
          THRESHOLD.toMillis(),
          PATIENCE.toMillis(),
          SILENCE.toMillis(),
          HEAD.toMillis(),
          CHILD.toMillis(),
          LEAK.toMillis(),
          GRACE.toMillis());

  private final Detector detector = new Detector(LIMITS);
  private final Doubts doubts = new Doubts(LIMITS);

  /** Who is said to be left alone. */
  final List<LeftAlone> leftAlone(AHolder holder) {
    Snapshot s = holder.snapshot();
    return doubts.in(s, detector.detect(s));
  }

  final void assertNothing(AHolder holder) {
    Snapshot s = holder.snapshot();
    assertEquals(List.of(), detector.detect(s), s::toString);
  }

  /** Nothing at any tick of this time. */
  final void assertNothingFor(Duration time, AHolder holder) {
    for (long t = 0; t < time.toMillis(); t += TICK.toMillis()) {
      assertNothing(holder.pass(TICK));
    }
  }

  final Finding only(AHolder holder) {
    Snapshot s = holder.snapshot();
    List<Finding> found = detector.detect(s);
    assertEquals(1, found.size(), () -> found + " in " + s);
    return found.get(0);
  }

  /** Nothing until just before this time is over, then one finding. */
  final Finding onlyAfter(Duration time, AHolder holder) {
    assertNothing(holder.pass(time.minus(MOMENT)));
    return only(holder.pass(MOMENT));
  }
}
