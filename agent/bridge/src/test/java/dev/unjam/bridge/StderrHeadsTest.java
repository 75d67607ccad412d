package dev.unjam.bridge;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

/** What is left of how a flood began. */
class StderrHeadsTest {
  private static final String FLOOD = "DEBUG publishing\n".repeat(2_000);

  private final StderrHeads heads = new StderrHeads();
  private long total;

  private void says(String text) {
    byte[] bytes = text.getBytes(UTF_8);
    heads.says(total, bytes, 0, bytes.length);
    total += bytes.length;
  }

  private List<String> since(long before) {
    return heads.between(before, total - Tee.LIMIT).stream()
        .map(b -> new String(b, UTF_8))
        .toList();
  }

  @Test
  void theFirstLinesOfTheLatestTwoTicksAreKept() {
    for (int i = 1; i <= 3; i++) {
      Ticks.advance(250);
      says("quota " + i + "\n");
      says(FLOOD);
    }
    List<String> kept = since(0);
    assertEquals(
        List.of("quota 2", "quota 3"), kept.stream().map(t -> t.lines().toList().get(0)).toList());
    assertEquals(List.of(4088, 4088), kept.stream().map(String::length).toList());
  }

  @Test
  void whatIsKeptAnywayIsNotGivenAgainNorWhatWasSaidBefore() {
    Ticks.advance(250);
    says("quota\n");
    assertEquals(List.of(), since(0), "little was said since");
    says(FLOOD);
    assertEquals(1, since(0).size());
    assertEquals(List.of(), since(1), "it was said before");
    long before = total;
    Ticks.advance(250);
    says("more\n" + FLOOD);
    assertEquals(1, since(before).size());
  }

  @Test
  void theRestOfALineIsNoLine() {
    Ticks.advance(250);
    says("the tool says: ");
    Ticks.advance(250);
    says("quota exceeded\none\n" + FLOOD);
    assertEquals("one", since(5).get(0).lines().toList().get(0));
  }
}
