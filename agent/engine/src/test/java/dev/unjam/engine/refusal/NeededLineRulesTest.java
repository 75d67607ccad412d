package dev.unjam.engine.refusal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Whether the labelled lines would tell if a rule about lines did not work. */
class NeededLineRulesTest {
  private static final List<Sample> SAMPLES = Sample.all("child.jsonl");

  @Test
  void withoutAnyOfThemALabelledLineIsMistaken() throws IOException {
    List<Saying> sayings = builtIn();
    assertFalse(sayings.isEmpty());
    List<String> idle = new ArrayList<>();
    for (Saying rule : sayings) {
      Score without = Score.of(SAMPLES, Classifier.with(new StringReader(silent(rule)), "test"));
      if (without.falseAlarms.isEmpty() && without.missed.isEmpty()) {
        idle.add(rule.id());
      }
    }
    assertEquals(List.of(), idle);
  }

  /** A rule in its place that no line is meant by. */
  private static String silent(Saying rule) {
    return "["
        + rule.id()
        + "]\nsays = "
        + rule.says().name().toLowerCase(Locale.ROOT)
        + "\nsource = test\n"
        + (rule.isOfSentences() ? "words" : "line")
        + " = zzyzx\n";
  }

  private static List<Saying> builtIn() throws IOException {
    try (InputStream in =
        Objects.requireNonNull(Classifier.class.getResourceAsStream("lines.conf"))) {
      return RuleFile.read(new InputStreamReader(in, UTF_8), "lines.conf").ofLines();
    }
  }
}
