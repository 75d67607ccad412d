package dev.unjam.engine.ladder;

import java.util.Locale;

/** One remedy on the ladder, mildest first. */
public enum Rung {
  /** Says it. */
  WARN("say it"),
  /** Denies the holder everything further and ends its call by the client's own handle. */
  ABORT("deny the peer, end the call"),
  /** Closes the socket below the call, or ends the child's process tree. */
  CUT("close the socket or end the child"),
  /** Interrupts the holder where it sleeps or waits. */
  INTERRUPT("interrupt the wait"),
  /** Fences the holder and releases on its behalf. */
  RELEASE("fence the holder, release on its behalf"),
  /** Says that nothing helped. */
  GIVE_UP("nothing is left");

  private final String what;

  Rung(String what) {
    this.what = what;
  }

  /** What it does, in a few words. */
  public String what() {
    return what;
  }

  /** The word in the log. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
