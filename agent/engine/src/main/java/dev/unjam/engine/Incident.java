package dev.unjam.engine;

import dev.unjam.engine.detect.Finding;
import dev.unjam.engine.ladder.Outcome;
import java.util.ArrayList;
import java.util.List;

/** One cause over one or more holders, from detection to its end, under one id. */
final class Incident {
  final String id;
  final Finding first;
  final OpenSince since;
  final List<HeldCase> cases = new ArrayList<>();

  /** Whether it was told to be cut off, though its end may still come: it is closed only once. */
  boolean toldClosed;

  Incident(String id, Finding first, long now) {
    this.id = id;
    this.first = first;
    this.since = OpenSince.now(now);
  }

  boolean isOver() {
    return cases.stream().allMatch(c -> c.outcome() != null);
  }

  /** The worst that happened to any of its holders: that is what an operator has to know. */
  Outcome outcome() {
    for (Outcome o :
        List.of(Outcome.ABANDONED, Outcome.RELEASED_BY_FORCE, Outcome.RELEASED_BY_OWNER)) {
      if (cases.stream().anyMatch(c -> c.outcome() == o)) {
        return o;
      }
    }
    return Outcome.SELF_RECOVERED;
  }
}
