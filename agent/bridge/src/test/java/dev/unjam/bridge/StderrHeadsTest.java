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
    return heads.between(before, total - Tee.LIMIT).values().stream()
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
    assertEquals(List.of(4105, 4105), kept.stream().map(String::length).toList());
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

  @Test
  void theLineThatATickEndsInIsTheNextOnesToo() {
    Ticks.advance(250);
    says("one\nthe provider says: ");
    Ticks.advance(250);
    says("quota exceeded\ntwo\n" + FLOOD);
    assertEquals(
        List.of("one", "the provider says: quota exceeded"),
        since(0).stream().map(t -> t.lines().toList().get(0)).toList());
    assertEquals(List.of("one\n"), since(0).stream().limit(1).toList());
  }

  @Test
  void soIsOneThatGoesOnForSeveralTicks() {
    Ticks.advance(250);
    says("the provider ");
    Ticks.advance(250);
    says("says: ");
    Ticks.advance(250);
    says("quota exceeded\n" + FLOOD);
    assertEquals("the provider says: quota exceeded", since(0).get(0).lines().toList().get(0));
  }

  @Test
  void aLineThatHasLostItsBeginningIsNoneInTheNextTickEither() {
    Ticks.advance(250);
    says(FLOOD + "the provider ");
    Ticks.advance(250);
    says("says: ");
    Ticks.advance(250);
    says("quota exceeded\none\n" + FLOOD);
    List<String> kept = since(0);
    assertEquals("one", kept.get(kept.size() - 1).lines().toList().get(0));
  }

  @Test
  void theLineThatTheFirstFourKibibytesEndInIsKeptToItsEndUnlessThatIsFar() {
    Ticks.advance(250);
    says("x".repeat(4_000) + "\n" + "y".repeat(200));
    says("quota exceeded\n");
    says(FLOOD);
    assertEquals("y".repeat(200) + "quota exceeded", since(0).get(0).lines().toList().get(1));
    Ticks.advance(250);
    says("short\n" + "z".repeat(9_000));
    says("quota exceeded\n" + FLOOD);
    List<String> kept = since(0);
    assertEquals(List.of("short"), kept.get(kept.size() - 1).lines().toList());
  }
}
