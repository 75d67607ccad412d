package dev.unjam.clients;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import clienthost.Cell;
import clienthost.Outcome;
import clienthost.Scenario;
import com.fasterxml.jackson.databind.JsonNode;
import dev.unjam.agent.it.Verb;
import java.io.IOException;
import java.util.List;

/** What is asked of a cell: freed with the agent, stuck without it. */
final class Freed {
  private Freed() {}

  /** The caller got away with our exception, and nothing was sent twice. */
  static void check(Cell cell, HostProcess host) throws IOException {
    Outcome outcome = host.outcome(cell).getNow(null);
    if (outcome == null) {
      throw new AssertionError(cell + " is still stuck:\n" + host.story());
    }
    assertAll(
        cell + ": " + outcome,
        () -> assertTrue(outcome.seen().contains(Expected.seen(cell)), "our exception"),
        () -> assertTrue(outcome.lockFree(), "the lock is free"),
        () -> assertFalse(outcome.interrupted(), "left interrupted"),
        () -> assertEquals(List.of(Scenario.BODY), outcome.health(), "the next call"),
        () -> assertEquals(Expected.requests(cell), host.requests().count(cell.path()), "requests"),
        () -> assertTrue(isLetGo(cell, host.requests()), "the connection is closed"));
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
    if (Expected.givesUp(cell)) {
      return;
    }
    Couple.Bare stuck = new Couple.Bare(Expected.requests(cell), false, "");
    assertEquals(stuck, couple.bare(cell));
  }
}
