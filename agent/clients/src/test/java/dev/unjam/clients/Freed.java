package dev.unjam.clients;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import clienthost.Beside;
import clienthost.Cell;
import clienthost.Outcome;
import clienthost.Scenario;
import com.fasterxml.jackson.databind.JsonNode;
import dev.unjam.agent.it.Verb;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** What is asked of a cell: freed with the agent, stuck without it. */
final class Freed {
  private static final Duration SCAN = Duration.ofMillis(250);

  private Freed() {}

  /** The caller got away with our exception, and nothing was sent twice. */
  static void check(Cell cell, Couple couple) throws IOException {
    HostProcess host = couple.watched();
    Outcome outcome = host.outcome(cell).getNow(null);
    if (outcome == null) {
      throw new AssertionError(cell + " is still stuck:\n" + host.story());
    }
    assertAll(
        cell + ": " + outcome,
        () -> assertFalse(Collections.disjoint(outcome.seen(), Expected.seen(cell)), "seen"),
        () -> assertRefusal(cell, host),
        () -> assertTrue(outcome.lockFree(), "the lock is free"),
        () -> assertFalse(outcome.interrupted(), "left interrupted"),
        () -> assertEquals(List.of(Scenario.BODY), outcome.health(), host.log()::text),
        () -> assertRequests(cell, host.requests().count(cell.path())),
        () -> assertFalse(isAskedAfterTheAct(cell, couple), () -> "asked at " + newest(cell, host)),
        () -> assertTrue(isLetGo(cell, host.requests()), "the connection is closed"),
        () -> assertBeside(cell, host.requests()),
        () -> assertLeftAloneAtAnother(cell, host));
  }

  /** As what the agent has told of the answers of this holder's calls. */
  private static void assertRefusal(Cell cell, HostProcess host) {
    Set<String> seen =
        host.log().events().stream()
            .filter(e -> isOf(cell, e) && e.hasNonNull("verdict") && e.hasNonNull("class"))
            .map(e -> e.path("class").asText())
            .collect(Collectors.toSet());
    String one = Expected.refusal(cell);
    assertEquals(one != null, seen.contains(one), () -> one + " among " + seen);
    assertTrue(Expected.refusals(cell).containsAll(seen), () -> seen + " seen");
  }

  /** Whoever turned to another provider was answered, and nothing more was done to him. */
  private static void assertLeftAloneAtAnother(Cell cell, HostProcess host) {
    if (cell.scenario() == Scenario.AGAIN) {
      String another = cell.path(Scenario.INSTEAD);
      assertEquals(1, host.requests().count(another), "requests to another");
      Instant asked = host.requests().newest(another);
      List<JsonNode> acts = host.log().events("action.started");
      assertTrue(acts.stream().anyMatch(e -> isOf(cell, e)), "an act before that");
      assertEquals(
          List.of(), acts.stream().filter(e -> isOf(cell, e) && at(e).isAfter(asked)).toList());
      assertEquals(
          List.of(),
          host.log().events("hold.released").stream()
              .filter(e -> isOf(cell, e) && !e.path("by").asText().equals("owner"))
              .toList());
    }
  }

  private static boolean isOf(Cell cell, JsonNode event) {
    return event.path("holder").asText().equals(cell.toString());
  }

  private static Instant at(JsonNode event) {
    return Instant.parse(event.path("ts").asText());
  }

  /** That the neighbour's stream went on to its end is told by the next call. */
  private static void assertBeside(Cell cell, Requests requests) {
    if (cell.library().multiplexes()) {
      String neighbours = requests.connection(Beside.path(cell.path()));
      assertNotNull(neighbours, "the neighbour's");
      assertEquals(neighbours, requests.connection(cell.path()), "the connection");
    }
  }

  private static void assertRequests(Cell cell, int requests) {
    int most = Expected.requests(cell);
    int least = Math.min(most, 1);
    assertTrue(least <= requests && requests <= most, () -> requests + " requests");
  }

  /** What was on its way already when the agent wrote that it begins may come a scan later. */
  private static boolean isAskedAfterTheAct(Cell cell, Couple couple) {
    Instant act = couple.actedOn(cell);
    return act.isBefore(Instant.MAX) && newest(cell, couple.watched()).isAfter(act.plus(SCAN));
  }

  private static Instant newest(Cell cell, HostProcess host) {
    return host.requests().newest(cell.path());
  }

  private static boolean isLetGo(Cell cell, Requests requests) {
    return !Expected.isLetGo(cell) || requests.isGivenUp(cell.path());
  }

  /** The agent has gone wrong in nothing. */
  static void checkUnharmed(HostProcess host) throws IOException {
    JsonNode status = Verb.status(host.pid());
    assertEquals(0, status.path("suppressed").asInt(-1), status::toString);
    assertEquals(List.of(), host.log().events("agent.degraded"));
    List<String> said = host.stderr().lines().filter(l -> l.startsWith("unjam:")).toList();
    assertEquals(List.of(), said);
  }

  /** Without the agent the caller was still in its call, and it had been sent once. */
  static void checkStuck(Cell cell, Couple couple) {
    Couple.Bare bare = couple.bare(cell);
    assertRequests(cell, bare.requests());
    boolean triesAgain = Expected.requests(cell) > 1;
    assertFalse(bare.givenUp() && !triesAgain && !Expected.isToldInStream(cell), "gave up");
    assertEquals("", bare.ended());
  }
}
