package demo;

import java.util.List;

/** The first half: what becomes of a session when nobody helps. */
final class Without {
  private static final String LOCKED = "session file locked";

  private final Half half;
  private final Checks checks;

  Without(Half half, Checks checks) {
    this.half = half;
    this.checks = checks;
  }

  /** Plays the scenario, and tries to get out of it with /reset; returns the table's words. */
  String play(Scenario s) throws Exception {
    half.begin(s);
    return s.stuck() ? stuck(s) : well(s);
  }

  private String stuck(Scenario s) throws Exception {
    half.say(s, "/reset");
    String answer = half.hear(s, 1).text();
    checks.see(answer.startsWith(LOCKED), "without: /reset of " + s + " dead, but: " + answer);
    return deadNow(s) ? "stuck, /reset dead" : "NOT STUCK";
  }

  private String well(Scenario s) throws Exception {
    String answer = half.hear(s, 1).text();
    half.rig.awaitLocked(s.channel(), s.chat(), false, Half.DEADLINE);
    boolean whole = checks.see(answer.contains("chunk 8"), "without: the whole answer of " + s);
    return whole ? "answered" : "NOT ANSWERED";
  }

  /** Looks again whether the lock file is there and the user was told nothing else. */
  boolean deadNow(Scenario s) throws Exception {
    List<String> told = half.told(s);
    boolean nothing = told.stream().allMatch(t -> t.startsWith(LOCKED));
    return checks.see(nothing, "without: silence for " + s + ", but: " + told)
        & checks.see(half.locked(s), "without: lock file left of " + s);
  }
}
