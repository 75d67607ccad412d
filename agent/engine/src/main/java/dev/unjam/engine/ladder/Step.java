package dev.unjam.engine.ladder;

/** What the ladder says to do next for one holder. */
public sealed interface Step {
  /** Nothing yet. */
  record Wait() implements Step {}

  /** The next rung. */
  record Climb(Rung rung) implements Step {}

  /** It is over. */
  record Close(Outcome outcome) implements Step {}
}
