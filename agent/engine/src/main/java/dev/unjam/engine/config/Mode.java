package dev.unjam.engine.config;

/** How far the agent goes. */
public enum Mode {
  /** Frees what is stuck. */
  ACT,
  /** Says what it would have done. */
  OBSERVE,
  /** Does nothing at all. */
  OFF
}
