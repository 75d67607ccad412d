package dev.unjam.agent.it;

import java.util.List;

/**
 * A way in which a child lets the session down that asks it.
 *
 * @param text the message that does it
 * @param ending what the user hears of it once the session is free
 */
record AcpScenario(String text, Ending ending) {
  /** What becomes of the message. */
  enum Ending {
    /** It is ended by the agent, with the agent's words. */
    FREED,
    /** The child is ended by the agent, and the host tells of that in its own words or ours. */
    KILLED,
    /** The child ends its turn when it is asked to, which the host tells in its own words. */
    CANCELLED,
    /** The host tells an error of the child's by itself, and forgets the lock. */
    FAILS,
    /** The host takes an empty answer for none, and forgets the lock: nobody is told. */
    SWALLOWS
  }

  static List<AcpScenario> all() {
    return List.of(
        new AcpScenario("!retry", Ending.FREED),
        new AcpScenario("!retry:glm", Ending.FREED),
        new AcpScenario("!retry:gemini", Ending.FREED),
        new AcpScenario("!retry:prefix", Ending.FREED),
        new AcpScenario("!retry:cancel=yes", Ending.CANCELLED),
        new AcpScenario("!silent:cancel=yes", Ending.CANCELLED),
        new AcpScenario("!silent", Ending.FREED),
        new AcpScenario("!grandchild", Ending.FREED),
        new AcpScenario("!grandchild:exit", Ending.KILLED),
        new AcpScenario("!half-line", Ending.KILLED),
        new AcpScenario("!flood-stderr:silent:mb=4", Ending.FREED),
        new AcpScenario("!flood-stderr:silent:mb=4:quota=yes", Ending.FREED),
        new AcpScenario("!flood-on", Ending.FREED),
        new AcpScenario("!error-frame:null-id", Ending.FREED),
        new AcpScenario("!error-frame:notification", Ending.FREED),
        new AcpScenario("!error-frame:update", Ending.FREED),
        new AcpScenario("!error-frame", Ending.FAILS),
        new AcpScenario("!exit", Ending.FAILS),
        new AcpScenario("!end-turn", Ending.SWALLOWS));
  }

  /** Whether the child ends itself, and another process has its pipes from then on. */
  boolean leavesAGrandchild() {
    return text.equals("!grandchild:exit");
  }

  boolean isEndedByTheAgent() {
    return ending != Ending.FAILS && ending != Ending.SWALLOWS;
  }

  @Override
  public String toString() {
    return text;
  }
}
