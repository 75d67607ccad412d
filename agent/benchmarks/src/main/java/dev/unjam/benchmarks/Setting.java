package dev.unjam.benchmarks;

import java.util.Locale;

/** What a measured process runs under. */
public enum Setting {
  BARE,
  AGENT,
  BYTEMAN,
  OPENTELEMETRY;

  /**
   * Tells a fork its setting; not an "unjam." property, for the agent refuses those it does not
   * know.
   */
  static final String PROPERTY = "bench.setting";

  /** What this process was told; bare if nothing. */
  public static Setting ofThisProcess() {
    return valueOf(System.getProperty(PROPERTY, "bare").toUpperCase(Locale.ROOT));
  }

  /**
   * Waits until the hooks of this setting are woven, takes a lock and looks whether they saw it.
   *
   * @throws IllegalStateException if they did not, or if there are hooks where none belong
   */
  public void expectActive() {
    Presence.expect(this == AGENT, "the agent", Presence.agent());
    Presence.expect(this == BYTEMAN, "Byteman's rule", Presence.byteman());
  }

  /**
   * Looks whether the hooks of this setting saw the last call, which was answered and made under a
   * lock.
   *
   * @param traced whether the server was told of a trace
   * @throws IllegalStateException if they did not, or if there are hooks where none belong
   */
  public void expectSeen(boolean traced) {
    Presence.expect(this == AGENT, "the agent", Presence.call());
    Presence.expect(this == OPENTELEMETRY, "OpenTelemetry's agent", traced);
  }

  /**
   * Looks whether the hooks of this setting saw a child, spoken with under a lock.
   *
   * @throws IllegalStateException if they did not, or if there are hooks where none belong
   */
  public void expectAsked() {
    Presence.expect(this == AGENT, "the agent", Presence.child());
  }

  /**
   * Looks at what woven code had to swallow.
   *
   * @throws IllegalStateException if it is anything
   */
  public void expectNoFault() {
    if (this == AGENT) {
      Presence.expectNoFault();
    }
  }

  /** The setting as a property and a column call it. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
