package dev.unjam.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.unjam.bridge.LeaseHooks;
import dev.unjam.bridge.LeaseRecord;
import dev.unjam.bridge.WriteFence;
import dev.unjam.engine.host.HostThread;
import dev.unjam.engine.host.LockFilesAreLeases;
import dev.unjam.engine.lease.RemoveOutcome;
import dev.unjam.engine.lease.TranscriptOutcome;
import dev.unjam.engine.report.Event;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(LockFilesAreLeases.class)
class ReleaseReportTest {
  private static final String ODD = "/sessions/a\nINFO forged \u2502 x.jsonl";
  private static final Path LOCK = Path.of("/sessions/a.jsonl.lock");
  private static final Path TRANSCRIPT = Path.of("/sessions/a.jsonl");

  @Test
  void theReasonStandsByItselfInItsFieldAndBehindAColonForPeople() {
    List<Event> events = new ArrayList<>();
    ReleaseReport report = new ReleaseReport("inc-7-2", events::add, hold -> {}, hold -> {});
    report.recovery(TRANSCRIPT, new TranscriptOutcome.Failed("it is a folder"));
    report.recovery(TRANSCRIPT, new TranscriptOutcome.Skipped("the form is none"));
    report.recovery(TRANSCRIPT, new TranscriptOutcome.AlreadyThere());
    report.lockFile(LOCK.toString(), new RemoveOutcome.Failed("permission denied"));
    report.lockFile(LOCK.toString(), new RemoveOutcome.Unknown("it is half written"));
    report.lockFile(LOCK.toString(), new RemoveOutcome.Refused("others are at it", true));
    report.lockFile(LOCK.toString(), new RemoveOutcome.Removed());
    assertEquals(
        List.of(
            "it is a folder",
            "the form is none",
            "",
            "permission denied",
            "it is half written",
            "others are at it",
            ""),
        events.stream().map(event -> event.fields().get("why")).toList());
    for (Event event : events) {
      String why = String.valueOf(event.fields().get("why"));
      String end = why.isEmpty() ? "" : ": " + why;
      assertTrue(event.human().endsWith(end) && !event.human().endsWith(": "), event::human);
    }
  }

  @Test
  void aFenceThatHadToGoIsToldWithWhomItBoundToWhat() {
    List<Event> events = new ArrayList<>();
    try (HostThread holder = HostThread.single("holder")) {
      Path lock = Path.of("/sessions/a.jsonl.lock");
      HostThread.await(holder.run(() -> LeaseHooks.created(lock)));
      LeaseRecord lease = LeaseHooks.held().iterator().next();
      assertNotNull(lease);
      String transcript = "/sessions/a.jsonl";
      WriteFence fence =
          new WriteFence(lease, 1, false, transcript, transcript, "refused", "inc-7-1", 1_000);
      ReleaseReport report = new ReleaseReport("inc-7-2", events::add, hold -> {}, hold -> {});
      report.fenceGone(fence);
      lease.lostTo("inc-7-3");
      report.lossGone(lease);
    }
    Event lost = events.get(1);
    assertEquals("fence.dropped", lost.name());
    assertEquals("inc-7-3", lost.incident());
    assertEquals("/sessions/a.jsonl.lock", lost.fields().get("lock"));
    assertEquals(
        "former holder \"holder\" is no longer kept from deleting /sessions/a.jsonl.lock: more than"
            + " 256 fences of one thread",
        lost.human());
    Event told = events.get(0);
    assertEquals("/sessions/a.jsonl", told.fields().get("transcript"));
    assertEquals("fence.dropped", told.name());
    assertEquals("inc-7-1", told.incident());
    assertEquals(
        "former holder \"holder\" is no longer kept from writing to /sessions/a.jsonl: more than"
            + " 256 fences of one thread",
        told.human());
  }

  @Test
  void aNameThatWouldForgeALineStandsInQuotesAndIsWholeInTheFields() {
    List<Event> events = new ArrayList<>();
    ReleaseReport report = new ReleaseReport("inc-7-2", events::add, hold -> {}, hold -> {});
    report.recovery(Path.of(ODD), new TranscriptOutcome.Failed("no\u2502\nroom"));
    report.lockFile(ODD + ".lock", new RemoveOutcome.Removed());
    report.lockFile(ODD + ".lock", new RemoveOutcome.Failed("no\u2502\nroom"));
    try (HostThread holder = HostThread.single("holder")) {
      HostThread.await(holder.run(() -> LeaseHooks.created(Path.of(ODD + ".lock"))));
      LeaseRecord lease = LeaseHooks.held().iterator().next();
      report.fenceGone(new WriteFence(lease, 1, false, ODD, ODD, "refused", "inc-7-1", 1_000));
      report.lossGone(lease);
    }
    List<String> said = events.stream().map(Event::human).toList();
    String shown = "\"/sessions/a\\nINFO forged \\u2502 x.jsonl";
    assertEquals("recovery entry failed in " + shown + "\": no\\u2502\\nroom", said.get(0));
    assertEquals(shown + ".lock\" removed", said.get(1));
    assertEquals(shown + ".lock\" failed: no\\u2502\\nroom", said.get(2));
    String kept = "former holder \"holder\" is no longer kept from ";
    String end = ": more than 256 fences of one thread";
    assertEquals(kept + "writing to " + shown + "\"" + end, said.get(3));
    assertEquals(kept + "deleting " + shown + ".lock\"" + end, said.get(4));
    assertEquals(ODD, events.get(0).fields().get("transcript"));
    assertEquals(ODD + ".lock", events.get(1).fields().get("path"));
    assertEquals(ODD, events.get(3).fields().get("transcript"));
    assertEquals(ODD + ".lock", events.get(4).fields().get("lock"));
  }

  @Test
  void anOrdinaryNameStandsAsItIs() {
    List<Event> events = new ArrayList<>();
    ReleaseReport report = new ReleaseReport("inc-7-2", events::add, hold -> {}, hold -> {});
    report.recovery(Path.of("/sessions/gr\u00fc.jsonl"), new TranscriptOutcome.AlreadyThere());
    report.lockFile("/sessions/gr\u00fc.jsonl.lock", new RemoveOutcome.Removed());
    List<String> said = events.stream().map(Event::human).toList();
    assertEquals("recovery entry alreadythere in /sessions/gr\u00fc.jsonl", said.get(0));
    assertEquals("/sessions/gr\u00fc.jsonl.lock removed", said.get(1));
  }
}
