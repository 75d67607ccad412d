package dev.unjam.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.unjam.bridge.CallRecord.Phase;
import dev.unjam.engine.detect.Doubts;
import dev.unjam.engine.detect.Finding;
import dev.unjam.engine.detect.Limits;
import dev.unjam.engine.detect.Verdict;
import dev.unjam.engine.ladder.Policy;
import dev.unjam.engine.report.Event;
import dev.unjam.engine.report.Severity;
import dev.unjam.engine.track.Awaited;
import dev.unjam.engine.track.CallView;
import dev.unjam.engine.track.HoldKind;
import dev.unjam.engine.track.HoldView;
import dev.unjam.engine.track.HolderView;
import dev.unjam.engine.track.HolderView.Doing;
import dev.unjam.engine.track.Snapshot;
import dev.unjam.engine.track.Title;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class LeftAloneReportTest {
  private static final long SILENT = 100_000;
  private static final long HOUR = 3_600_000;
  private static final Limits LIMITS =
      new Limits(30_000, 30_000, 30_000, 30_000, 30_000, 5_000, 5_000);

  private final List<Event> events = new ArrayList<>();
  private final LeftAloneReport report =
      new LeftAloneReport(
          new Doubts(LIMITS),
          events::add,
          new Events(new Releasable(new Policy(5, 30, 60, 5, true, true, false))));

  @Test
  void itIsToldOnceForEachHoldWithWhoWaitsForWhatAndWhy() {
    for (long now = SILENT; now < SILENT + 10 * HOUR; now += HOUR) {
      tick(now, holder(1, 7, 3));
    }
    Event told = events.get(0);
    assertEquals(1, events.size());
    assertEquals("holder.left_alone", told.name());
    assertEquals(Severity.INFO, told.severity());
    assertEquals("library_lock", told.fields().get("doubt"));
    assertEquals(3, told.fields().get("waiters"));
    assertEquals(SILENT, told.fields().get("stuck_ms"));
    assertEquals(true, told.fields().get("report_only"));
    assertTrue(
        told.human()
            .matches(
                ".*@7 │ pid=\\d+ \\(alive\\) age=1m40s stale=no │ verdict=silent"
                    + " holder=\"worker-1\"#1 call=socket POST api\\.example\\.com:443"
                    + " silent=1m40s waiters=3 .* left alone: .*org\\.wire\\.Http wrote.*"
                    + "org\\.wire\\.Pool\\.take\\(Pool\\.java:1\\) uses.*; .+"),
        told::human);
  }

  @Test
  void theNextHoldOfTheSameThreadIsToldAgain() {
    tick(SILENT, holder(1, 7, 1));
    tick(SILENT, holder(1, 8, 1));
    tick(SILENT, holder(1, 8, 1));
    assertEquals(2, events.size());
  }

  @Test
  void aCrowdIsToldByTenAnHourWithItsNumber() {
    HolderView[] crowd =
        LongStream.rangeClosed(1, 25).mapToObj(i -> holder(i, i, 1)).toArray(HolderView[]::new);
    tick(SILENT, crowd);
    tick(SILENT + HOUR - 1, crowd);
    assertEquals(10, events.size());
    assertEquals(25, events.get(0).fields().get("holders"));
    tick(SILENT + HOUR, crowd);
    assertEquals(20, events.size());
    tick(SILENT + 2 * HOUR, crowd);
    tick(SILENT + 3 * HOUR, crowd);
    assertEquals(25, events.size());
    assertEquals(25, events.stream().map(e -> e.fields().get("holder")).distinct().count());
  }

  @Test
  void whoHasAnIncidentIsNotTold() {
    HolderView h = holder(1, 7, 1);
    Finding f =
        new Finding(1, Verdict.SILENT, null, 0, List.of(7L), 1, null, SILENT, "cause", false);
    report.tick(List.of(f), new Snapshot(SILENT, List.of(h)));
    assertEquals(List.of(), events);
  }

  @Test
  void nothingIsToldOnceTheAgentHasSaidThatItStops() {
    report.end();
    tick(SILENT, holder(1, 7, 1));
    assertEquals(List.of(), events);
  }

  private void tick(long now, HolderView... holders) {
    report.tick(List.of(), new Snapshot(now, List.of(holders)));
  }

  /** Inside a call of a client that nobody knows, under a lock that this client took. */
  private static HolderView holder(long record, long seq, int waiters) {
    Title title =
        Title.of(
            "java.util.concurrent.locks.ReentrantLock@" + seq,
            new StackTraceElement("org.wire.Pool", "take", "Pool.java", 1));
    HoldView hold = new HoldView(seq, HoldKind.LOCK, title, SILENT, false, 0, waiters, false, null);
    CallView call =
        new CallView(
            record,
            "socket",
            "POST",
            "api.example.com:443",
            Phase.SENT,
            0,
            SILENT,
            SILENT,
            seq,
            seq,
            false,
            false,
            null,
            Awaited.YES,
            false,
            "org.wire.Http");
    return new HolderView(
        record,
        record,
        "worker-" + record,
        true,
        Doing.RUNNING,
        List.of(hold),
        List.of(call),
        null,
        true,
        false);
  }
}
