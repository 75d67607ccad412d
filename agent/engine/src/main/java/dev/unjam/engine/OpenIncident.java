package dev.unjam.engine;

import dev.unjam.engine.track.HoldId;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What the status shows of an open incident.
 *
 * @param verdict as the log has it, {@code refused/quota}
 * @param holders how many threads it is about
 * @param openedAt in credited milliseconds
 * @param holds those that it is about and that have not ended
 */
record OpenIncident(String id, String verdict, int holders, long openedAt, Set<HoldId> holds) {
  static OpenIncident of(Incident i) {
    Set<HoldId> holds =
        i.cases.stream()
            .filter(c -> c.outcome() == null)
            .flatMap(c -> c.leftIds().stream())
            .collect(Collectors.toUnmodifiableSet());
    return new OpenIncident(i.id, i.first.label(), i.cases.size(), i.since.credited(), holds);
  }
}
