package dev.unjam.engine.ladder;

import java.util.Locale;

/** One remedy on the ladder, mildest first. */
public enum Rung {
  /** Says it. */
  WARN,
  /** Denies the holder everything further and ends its call by the client's own handle. */
  ABORT,
  /** Closes the socket below the call, or ends the child's process tree. */
  CUT,
  /** Interrupts the holder where it sleeps or waits. */
  INTERRUPT,
  /** Fences the holder and releases on its behalf. */
  RELEASE,
  /** Says that nothing helped. */
  GIVE_UP;

  /** The word in the log. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
