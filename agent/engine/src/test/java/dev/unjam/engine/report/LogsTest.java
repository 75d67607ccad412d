package dev.unjam.engine.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogsTest {
  private static final Clock NOON =
      Clock.fixed(Instant.parse("2026-11-20T12:00:01Z"), ZoneOffset.UTC);

  @TempDir Path folder;
  private final List<String> said = new ArrayList<>();

  @Test
  void aPersonReadsTimeSeverityIncidentAndText() throws IOException {
    Path file = folder.resolve("u.log");
    HumanLog log = new HumanLog(new LineSink(file.toString(), said::add), NOON);
    log.publish(event("inc-1", "a │ b\nc"));
    log.publish(event(null, "started"));
    assertEquals(
        List.of(
            "2026-11-20T12:00:01.000Z WARN  inc-1 a │ b\\nc",
            "2026-11-20T12:00:01.000Z WARN  - started"),
        Files.readAllLines(file));
  }

  @Test
  void aScriptReadsOneObjectALineWithTheEnvelopeFirst() throws IOException {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    fields.put("lock", "a\"\n\u2028\uD800");
    fields.put("age_s", 566);
    fields.put("share", 0.5);
    fields.put("odd", Double.NaN);
    fields.put("gone", null);
    fields.put("schema", "not ours");
    fields.put("list", Arrays.asList(1L, true, null, Map.of("k", "v")));
    Path file = folder.resolve("u.jsonl");
    JsonLog log = new JsonLog(new LineSink(file.toString(), said::add), NOON);
    log.publish(new Event("incident.opened", Severity.ERROR, "inc-1", fields, "text"));
    assertEquals(
        List.of(
            "{\"schema\":1,\"ts\":\"2026-11-20T12:00:01.000Z\",\"event\":\"incident.opened\","
                + "\"severity\":\"ERROR\",\"incident\":\"inc-1\",\"lock\":\"a\\\"\\n\u2028?\","
                + "\"age_s\":566,\"share\":0.5,\"odd\":null,\"gone\":null,"
                + "\"list\":[1,true,null,{\"k\":\"v\"}]}"),
        Files.readAllLines(file));
  }

  @Test
  void thePidTakesItsPlaceInTheName() {
    new HumanLog(folder + "/new/u-%p.log", said::add).publish(event(null, "x"));
    assertTrue(
        Files.exists(folder.resolve("new/u-" + ProcessHandle.current().pid() + ".log")),
        said.toString());
  }

  @Test
  void oneFailingJournalTakesNothingFromTheOthersAndIsSaidOnce() {
    List<String> heard = new ArrayList<>();
    Journal broken =
        event -> {
          throw new IllegalStateException("broken");
        };
    Journal all = Journals.all(List.of(broken, event -> heard.add(event.human())), said::add);
    all.publish(event(null, "one"));
    all.publish(event(null, "two"));
    assertEquals(List.of("one", "two"), heard);
    assertEquals(1, said.size());
    assertTrue(said.get(0).contains("broken"));
  }

  private static Event event(@Nullable String incident, String human) {
    return new Event("agent.heartbeat", Severity.WARN, incident, Map.of(), human);
  }
}
