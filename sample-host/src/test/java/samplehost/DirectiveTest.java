package samplehost;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class DirectiveTest {
  private static final Directive SLOW = Directive.of("+stream !slow:x:chunks=5:every=1s please");

  @Test
  void aTextWithoutOneIsOk() {
    assertEquals("ok", Directive.of("hello there!").name());
  }

  @Test
  void wordsAndParametersFollowTheName() {
    assertEquals("slow", SLOW.name());
    assertEquals(List.of("x"), SLOW.words());
    assertEquals(5, SLOW.count("chunks", 30));
    assertEquals(Duration.ofSeconds(1), SLOW.duration("every", Duration.ZERO));
  }

  @Test
  void whatIsNotSaidIsTheDefault() {
    assertEquals(30, Directive.of("!slow").count("chunks", 30));
    assertEquals("openai", Directive.of("!429").word("openai"));
  }

  @Test
  void aBadNumberIsNamedWithItsKey() {
    Directive bad = Directive.of("!slow:chunks=many");
    var thrown = assertThrows(IllegalArgumentException.class, () -> bad.count("chunks", 1));
    assertTrue(thrown.getMessage().contains("'many' of chunks"), thrown.getMessage());
  }

  @Test
  void aBadDurationIsNamedWithWhatWouldBeRight() {
    var thrown = assertThrows(IllegalArgumentException.class, () -> Durations.parse("60"));
    assertTrue(thrown.getMessage().contains("'60'"), thrown.getMessage());
    assertTrue(thrown.getMessage().contains("30s"), thrown.getMessage());
  }
}
