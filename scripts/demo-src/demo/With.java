package demo;

import com.fasterxml.jackson.databind.JsonNode;
import demo.Scenario.End;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** The second half: the same, with the agent in the gateway's JVM. */
final class With {
  private static final String EXCUSE = "Model API quota exceeded, try again later";
  private static final String ENTRY = "openclaw:prompt-error";
  private static final String AGAIN = "hello again";

  private final Half half;
  private final Checks checks;

  With(Half half, Checks checks) {
    this.half = half;
    this.checks = checks;
  }

  /** Plays the scenario to its end, and sends a message behind it; returns the table's words. */
  String play(Scenario s) throws Exception {
    half.begin(s);
    long began = System.nanoTime();
    half.say(s, AGAIN);
    String first = half.hear(s, 1).text();
    Duration told = Duration.ofNanos(System.nanoTime() - began);
    long before = 1;
    if (s.end() != End.SILENTLY_FREED) {
      before = 2;
      first(s, first);
    }
    String next = half.hear(s, before).text();
    Duration freed = Duration.ofNanos(System.nanoTime() - began);
    boolean answered = next.equals("echo: " + AGAIN);
    if (!checks.see(answered, "with: the next message of " + s + " answered, but: " + next)) {
      return "NOT RECOVERED";
    }
    half.rig.awaitLocked(s.channel(), s.chat(), false, Half.DEADLINE);
    boolean entry = transcript(s);
    reset(s, before + 1);
    return words(s, told, freed, entry);
  }

  private void first(Scenario s, String text) {
    String wanted = s.stuck() ? EXCUSE : "chunk 8";
    checks.see(text.contains(wanted), "with: the user of " + s + " told, but: " + text);
  }

  /** Every line is parsed; an entry of ours is there if and only if the session was stuck. */
  private boolean transcript(Scenario s) throws Exception {
    List<JsonNode> lines = half.rig.transcript(s.channel(), s.chat());
    long entries = lines.stream().filter(l -> l.path("customType").asText().equals(ENTRY)).count();
    return checks.see(
        entries == (s.stuck() ? 1 : 0), "with: error entry of " + s + ", but: " + entries);
  }

  private void reset(Scenario s, long after) throws Exception {
    half.say(s, "/reset");
    String answer = half.hear(s, after).text();
    checks.see(answer.startsWith("new session"), "with: /reset of " + s + ", but: " + answer);
    half.rig.awaitLocked(s.channel(), s.chat(), false, Half.DEADLINE);
  }

  private static String words(Scenario s, Duration told, Duration freed, boolean good) {
    if (!good) {
      return "NOT RECOVERED";
    }
    return switch (s.end()) {
      case TOLD -> "told after " + seconds(told) + ", freed after " + seconds(freed);
      case SILENTLY_FREED -> "freed after " + seconds(freed) + " (nobody to tell)";
      case UNTOUCHED -> "answered after " + seconds(told) + ", untouched";
    };
  }

  private static String seconds(Duration d) {
    return String.format(Locale.ROOT, "%.1f s", d.toMillis() / 1000.0);
  }
}
