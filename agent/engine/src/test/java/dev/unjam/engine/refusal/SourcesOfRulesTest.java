package dev.unjam.engine.refusal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SourcesOfRulesTest {
  private static final String WITH_ADDRESS = ".*; https://[a-z0-9.-]+/\\S*";

  @Test
  void everyBuiltInRuleSaysWhereItCanBeLookedUp() throws IOException {
    List<Rule> rules = read("rules.conf").ofExchanges();
    List<Saying> sayings = read("lines.conf").ofLines();
    assertFalse(rules.isEmpty() || sayings.isEmpty());
    List<String> without = new ArrayList<>();
    rules.stream()
        .filter(rule -> !rule.source().matches(WITH_ADDRESS))
        .forEach(rule -> without.add(rule.id()));
    sayings.stream()
        .filter(rule -> !rule.source().matches(WITH_ADDRESS))
        .forEach(rule -> without.add(rule.id()));
    assertEquals(List.of(), without);
  }

  @Test
  void noIdStandsInBothFilesAndEachKindInItsOwn() throws IOException {
    Rules rules = read("rules.conf");
    Rules lines = read("lines.conf");
    assertEquals(List.of(), rules.ofLines());
    assertEquals(List.of(), lines.ofExchanges());
    Set<String> ids = new HashSet<>();
    rules.ofExchanges().forEach(rule -> assertTrue(ids.add(rule.id()), rule.id()));
    lines.ofLines().forEach(rule -> assertTrue(ids.add(rule.id()), rule.id()));
  }

  private static Rules read(String file) throws IOException {
    try (InputStream in = Objects.requireNonNull(Classifier.class.getResourceAsStream(file))) {
      return RuleFile.read(new InputStreamReader(in, UTF_8), file);
    }
  }
}
