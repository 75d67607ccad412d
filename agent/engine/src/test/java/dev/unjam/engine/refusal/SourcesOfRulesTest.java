package dev.unjam.engine.refusal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.InputStream;
import java.io.InputStreamReader;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class SourcesOfRulesTest {
  @Test
  void everyBuiltInRuleSaysWhereItCanBeLookedUp() throws Exception {
    try (InputStream in =
        Objects.requireNonNull(Classifier.class.getResourceAsStream("rules.conf"))) {
      List<Rule> rules = RuleFile.read(new InputStreamReader(in, UTF_8), "rules.conf");
      assertFalse(rules.isEmpty());
      List<String> without =
          rules.stream()
              .filter(rule -> !rule.source().matches(".*; https://[a-z0-9.-]+/\\S*"))
              .map(Rule::id)
              .toList();
      assertEquals(List.of(), without);
    }
  }
}
