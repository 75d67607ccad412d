package dev.unjam.engine;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.unjam.engine.detect.Finding;
import dev.unjam.engine.detect.Verdict;
import dev.unjam.engine.ladder.Outcome;
import dev.unjam.engine.report.Event;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class IncidentEndTest {
  private static final Finding SILENT =
      new Finding(1, Verdict.SILENT, null, 0, List.of(1L), 1, null, 30_000, "silent", false);

  /** Between two ticks, and after a pause of which little is credited, that clock stands still. */
  @Test
  void itIsOpenForAsLongAsItWasThoughNothingWasCredited() {
    Incident i = new Incident("inc-1", SILENT, 5_000);
    Awaitility.await().until(() -> i.since.millis(5_000) >= 20);
    Event closed = IncidentEnd.of(i, 5_000).closed(Outcome.RELEASED_BY_OWNER);
    assertTrue((long) requireNonNull(closed.fields().get("open_ms")) >= 20, closed::toString);
    assertTrue(closed.human().matches("closed .* open=\\d+ms"), closed::human);
  }

  @Test
  void itIsOpenForNoLessThanWasCredited() {
    long now = System.nanoTime();
    assertEquals(60_000, new OpenSince(5_000, now).millis(65_000));
    long before = now - TimeUnit.SECONDS.toNanos(90);
    assertTrue(new OpenSince(5_000, before).millis(65_000) >= 90_000);
  }
}
