package dev.unjam.engine.lease;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TranscriptTemplateTest {
  private static final String CHAINED =
      """
      {"kind":"header","session":"${session}","made":"${timestamp}"}
      {
        "kind": "error",
        "id": "e-${id}",
        "after": "${parent}",
        "text": ["⚠ ${message} at ${epoch_ms}"],
        "about": {"incident": "${incident}", "status": "${status}", "code": "${code}"},
        "count": 1
      }
      """;

  @TempDir Path folder;

  @Test
  void theValuesStandWhereTheirPlacesAre() throws Exception {
    Path transcript = folder.resolve("s1.jsonl");
    Files.writeString(transcript, "{\"id\":\"m-1\"}\n");
    TranscriptWriter writer = new TranscriptWriter(TranscriptTemplate.of(CHAINED));
    assertEquals(new TranscriptOutcome.Written(false), writer.append(transcript, entry("i-1")));
    List<String> lines = Files.readAllLines(transcript);
    Map<String, @Nullable Object> line = JsonText.object(lines.get(1)).orElseThrow();
    assertEquals("m-1", line.get("after"));
    assertTrue(String.valueOf(line.get("id")).matches("e-[0-9a-f]{8}"), line::toString);
    assertEquals(List.of("⚠ say \"no\" \\ at 1767225600000"), line.get("text"));
    assertEquals("{incident=i-1, status=429, code=null}", String.valueOf(line.get("about")));
    assertEquals(1L, line.get("count"));
    assertEquals(2, lines.size());
  }

  @Test
  void aMissingTranscriptIsMadeWithTheFirstOfTwoObjects() throws Exception {
    Path transcript = folder.resolve("s2.jsonl");
    TranscriptWriter writer = new TranscriptWriter(TranscriptTemplate.of(CHAINED));
    assertEquals(new TranscriptOutcome.Written(true), writer.append(transcript, entry("i-1")));
    List<String> lines = Files.readAllLines(transcript);
    assertEquals(
        "{\"kind\":\"header\",\"session\":\"s2\",\"made\":\"2026-01-01T00:00:00.000Z\"}",
        lines.get(0));
    assertEquals(2, lines.size());
  }

  @Test
  void anIncidentIsFoundAgainByThePlaceOfItsIdAlone() throws Exception {
    Path transcript = folder.resolve("s3.jsonl");
    Files.writeString(
        transcript,
        "{\"id\":\"m\",\"text\":[\"told of i-1\"],\"about\":{\"incident\":\"i-10\"}}\n");
    TranscriptForm form = TranscriptTemplate.of(CHAINED);
    TranscriptWriter first = new TranscriptWriter(form);
    assertInstanceOf(TranscriptOutcome.Written.class, first.append(transcript, entry("i-1")));
    TranscriptWriter next = new TranscriptWriter(form);
    assertInstanceOf(TranscriptOutcome.AlreadyThere.class, next.append(transcript, entry("i-1")));
  }

  @Test
  void whatCannotBeUsedIsSaidWithWhatWouldBeRight() {
    assertEquals(
        "knows no ${mesage}; there are message, incident, timestamp, epoch_ms, session, cwd, id,"
            + " parent, verdict, class, provider, status, code",
        problem("{\"a\":\"${mesage}\",\"b\":\"${incident}\"}"));
    assertTrue(problem("{\"a\":\"x ${incident}\"}").contains("exactly \"${incident}\""));
    for (String bad : List.of("", "[]", "7", "{} {} {\"a\":\"${incident}\"}")) {
      assertTrue(problem(bad).startsWith("must hold one JSON object"), bad);
    }
    assertTrue(problem(" ".repeat(70_000)).startsWith("must be at most"));
  }

  @Test
  void whereItIsNoJsonTheLineAndTheColumnAreSaid() {
    String said = problem("{\n  \"a\": \"${incident}\"\n  \"b\": 1\n}\n");
    assertTrue(said.startsWith("is no JSON at line 3, column 3: "), said);
    for (String bad : List.of("{\"a\":", "text", "{},", "{'a':1}")) {
      String why = problem(bad);
      assertTrue(why.matches("is no JSON at line 1, column \\d+: \\S.*"), why);
      assertTrue(why.length() < 300, why);
    }
    assertTrue(problem("{\"a\":" + "[".repeat(2000)).startsWith("is no JSON at "));
  }

  @Test
  void aPlaceholderThatIsNotClosedIsToldWithItsPlace() {
    assertEquals(
        "has a placeholder that is not closed at line 2, column 14: \"${message\"; it needs a }",
        problem("{\"i\": \"${incident}\",\n \"text\": \"so ${message\"}"));
    assertTrue(
        problem("{\"i\": \"${incident\"}").startsWith("has a placeholder that is not closed at"),
        "and not that there is none");
    String afterAnEscape = problem("{\"i\":\"${incident}\",\"a\":[\"\\u00fc ${id\"]}");
    assertTrue(afterAnEscape.contains(" not closed at line 1, column 25: "), afterAnEscape);
    String name = problem("{\"i\":\"${incident}\",\"x ${id\":1}");
    assertTrue(name.contains(" not closed at line 1, column 23: "), name);
  }

  @Test
  void aTextThatOnlyLooksLikeOneIsNone() throws Exception {
    TranscriptForm form = TranscriptTemplate.of("{\"i\":\"${incident}\",\"a\":\"$ { $5 } {$\"}");
    String line = form.line(folder.resolve("s.jsonl"), entry("i-1"), null);
    assertEquals("{\"i\":\"i-1\",\"a\":\"$ { $5 } {$\"}", line);
  }

  @Test
  void aFieldThatIsThereTwiceIsToldWithBothPlaces() throws Exception {
    assertEquals(
        "has the field \"a\" twice in one object, at line 1, column 2 and at line 3, column 1;"
            + " one of them would be lost",
        problem("{\"a\":1,\n\"i\":\"${incident}\",\n\"a\":2}"));
    assertTrue(
        problem("{\"h\":{\"a\":1,\"a\":1}} {\"i\":\"${incident}\"}").contains("field \"a\" twice"));
    TranscriptTemplate.of("{\"a\":{\"a\":[{\"a\":1},{\"a\":1}]},\"i\":\"${incident}\"}");
  }

  @Test
  void aPlaceholderInAFieldsNameIsRefusedWhereverItStands() {
    for (String bad :
        List.of(
            "{\"${session}\":1,\"i\":\"${incident}\"}",
            "{\"i\":\"${incident}\",\"a\":[{\"b\":{\"x ${mesage}\":1}}]}",
            "{\"${session}\":1} {\"i\":\"${incident}\"}")) {
      String said = problem(bad);
      assertTrue(said.startsWith("has a placeholder in the field name \""), said);
      assertTrue(said.endsWith("\"; they stand in values only"), said);
    }
  }

  @Test
  void aTemplateWithoutTheEntryBeforeNeedsNone() throws Exception {
    Path transcript = folder.resolve("s4.jsonl");
    Files.writeString(transcript, "no json at all\n");
    TranscriptForm form = TranscriptTemplate.of("{\"i\":\"${incident}\"}");
    assertFalse(form.isChained());
    new TranscriptWriter(form).append(transcript, entry("i-1"));
    assertEquals(List.of("no json at all", "{\"i\":\"i-1\"}"), Files.readAllLines(transcript));
  }

  private static String problem(String template) {
    return String.valueOf(
        assertThrows(BadTemplateException.class, () -> TranscriptTemplate.of(template))
            .getMessage());
  }

  private static RecoveryEntry entry(String incident) {
    Instant at = Instant.parse("2026-01-01T00:00:00Z");
    return new RecoveryEntry(incident, at, "say \"no\" \\", Map.of("status", 429));
  }
}
