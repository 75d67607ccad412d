package dev.unjam.engine.ladder;

import java.util.Locale;

/** How an incident ended. */
public enum Outcome {
  RELEASED_BY_OWNER,
  RELEASED_BY_FORCE,
  SELF_RECOVERED,
  ABANDONED;

  /** The word in the log. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
