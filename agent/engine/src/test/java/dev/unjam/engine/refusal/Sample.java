package dev.unjam.engine.refusal;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One labelled exchange of a data file. */
record Sample(String id, String label, @Nullable Double retryAfter, Exchange exchange) {
  private static final Set<String> REFUSALS =
      Set.of("quota", "billing", "rate_limit", "overloaded");

  /** The files that the rules were not made with. */
  static List<String> heldOut() {
    return List.of(
        "holdout.jsonl", "holdout2.jsonl", "holdout3.jsonl", "holdout4.jsonl", "nothing.jsonl");
  }

  /** All files. */
  static List<String> files() {
    return Stream.concat(
            Stream.of("visible.jsonl", "child.jsonl", "mended.jsonl"), heldOut().stream())
        .toList();
  }

  static List<Sample> all(String file) {
    try (InputStream in = Sample.class.getResourceAsStream(file)) {
      if (in == null) {
        throw new IllegalArgumentException("no test resource " + file);
      }
      return new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))
          .lines()
          .filter(line -> !line.isBlank())
          .map(Sample::of)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Sample of(String line) {
    Json json = Json.read(line, 0);
    if (json == null || !(json.root() instanceof Map<?, ?> map) || !json.complete()) {
      throw new IllegalArgumentException("no JSON: " + line);
    }
    String wait = (String) map.get("retry_after_s");
    String label = String.valueOf(map.get("class"));
    return new Sample(
        String.valueOf(map.get("id")),
        REFUSALS.contains(label) ? label : "none",
        wait == null ? null : Double.valueOf(wait),
        ExchangeLine.read(line).exchange());
  }

  boolean refused() {
    return !label.equals("none");
  }

  Sample withBody(String body) {
    Exchange e = exchange;
    return new Sample(
        id,
        label,
        retryAfter,
        new Exchange(e.transport(), e.provider(), e.status(), e.headers(), body));
  }

  Sample withoutProvider() {
    Exchange e = exchange;
    return new Sample(
        id,
        label,
        retryAfter,
        new Exchange(e.transport(), null, e.status(), e.headers(), e.body()));
  }
}
