package dev.unjam.agent.it;

import java.util.List;

/**
 * A way in which the sample host gets stuck.
 *
 * @param runtime how the gateway asks its model
 * @param text the message that does it
 * @param kind what the host does with its call
 */
record Scenario(String runtime, String text, Kind kind) {
  /** What the host does with a call that goes wrong. */
  enum Kind {
    /** Waits for it for ever. */
    HANGS,
    /** Asks again for ever. */
    RETRIES,
    /** Takes the refusal for an empty answer and forgets the lock: there is nobody to be told. */
    SWALLOWS,
    /** Throws, tells the user by itself, and forgets the lock; the next message waits for it. */
    THROWS
  }

  /** All that the sample host has, but for an error that is no refusal ({@code 503}). */
  static List<Scenario> all() {
    return List.of(
        new Scenario("acp", "!silent", Kind.HANGS),
        new Scenario("acp", "!quota-on-stderr", Kind.HANGS),
        new Scenario("acp", "!quota-on-stderr:claude", Kind.HANGS),
        new Scenario("acp", "!error-frame", Kind.THROWS),
        new Scenario("acp", "!error-frame:null-id", Kind.HANGS),
        new Scenario("acp", "!error-frame:notification", Kind.HANGS),
        new Scenario("acp", "!exit", Kind.THROWS),
        new Scenario("urlconnection", "!429", Kind.RETRIES),
        new Scenario("urlconnection", "!429:anthropic:retry-after=20", Kind.RETRIES),
        new Scenario("urlconnection", "!429:google", Kind.RETRIES),
        new Scenario("urlconnection", "!429:generic:retry-after=3600", Kind.RETRIES),
        new Scenario("urlconnection", "!429-stall", Kind.HANGS),
        new Scenario("urlconnection", "+stream !429-stall", Kind.HANGS),
        new Scenario("urlconnection", "!silent", Kind.HANGS),
        new Scenario("urlconnection", "+stream !stream-then-stall", Kind.HANGS),
        new Scenario("urlconnection", "+stream !stream-then-error", Kind.HANGS),
        new Scenario("urlconnection", "!error:status=401", Kind.THROWS),
        new Scenario("jdk", "!429", Kind.SWALLOWS),
        new Scenario("jdk", "+async !429:anthropic", Kind.SWALLOWS),
        new Scenario("jdk", "+stream !429:google", Kind.SWALLOWS),
        new Scenario("jdk", "+stream +lines !429:generic", Kind.SWALLOWS),
        new Scenario("jdk", "!429-stall", Kind.HANGS),
        new Scenario("jdk", "+async !429-stall", Kind.HANGS),
        new Scenario("jdk", "+stream !429-stall", Kind.HANGS),
        new Scenario("jdk", "+stream +lines !429-stall", Kind.HANGS),
        new Scenario("jdk", "!silent", Kind.HANGS),
        new Scenario("jdk", "+async !silent", Kind.HANGS),
        new Scenario("jdk", "+stream !stream-then-stall", Kind.HANGS),
        new Scenario("jdk", "+stream +lines !stream-then-stall", Kind.HANGS),
        new Scenario("jdk", "+async +stream !stream-then-stall", Kind.HANGS),
        new Scenario("jdk", "+stream !stream-then-error", Kind.HANGS));
  }

  boolean asksProvider() {
    return !runtime.equals("acp");
  }

  @Override
  public String toString() {
    return runtime + " " + text;
  }
}
