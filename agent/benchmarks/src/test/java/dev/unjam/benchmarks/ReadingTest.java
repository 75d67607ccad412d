package dev.unjam.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class ReadingTest {
  @Test
  void aProgramsNumbersAreReadAndItsOtherLinesSkipped() {
    Map<String, Long> out = Program.parse("a warning: x=y\nbytes=120\nours=-3\nelse\n");
    assertEquals(Map.of("bytes", 120L, "ours", -3L), out);
    assertThrows(IllegalArgumentException.class, () -> Program.value(out, "holds"));
  }

  @Test
  void theMedianOfSamplesTakesEachFigureByItself() {
    List<Sample> three = List.of(new Sample(3, 8), new Sample(1, 0), new Sample(2, 16));
    assertEquals(new Sample(2, 8), Sample.median(three));
    assertEquals(new Sample(2, 4), Sample.median(three.subList(0, 2)));
  }

  @Test
  void onlyWhatStandsBetweenTheMarkersIsReplaced() {
    String page = "before\n" + Page.LOCKS.begin() + "\nold\n" + Page.LOCKS.end() + "\nafter\n";
    String once = Page.LOCKS.replace(page, "new\n");
    assertEquals(
        "before\n" + Page.LOCKS.begin() + "\n\nnew\n\n" + Page.LOCKS.end() + "\nafter\n", once);
    assertEquals(once, Page.LOCKS.replace(once, "new"));
    assertThrows(IllegalArgumentException.class, () -> Page.LOCKS.replace("no markers", "new"));
  }

  @Test
  void theCommandLineNamesJarsJdksAndWhatToLeaveOut() {
    Request r =
        Request.parse("agent.jar", "--quick", "--only", "^Sema", "byteman.jar", "j17", "j25");
    assertEquals(List.of(Path.of("j17"), Path.of("j25")), r.jdks());
    assertEquals(Scale.QUICK, r.scale());
    assertTrue(r.wants("Semaphore"));
    assertFalse(r.wants("StampedLock"));
    assertEquals("scripts/bench locks --quick --only '^Sema'", r.command("locks"));
  }

  @Test
  void aCommandLineThatIsNotOneIsRefused() {
    assertThrows(IllegalArgumentException.class, () -> Request.parse("agent.jar", "byteman.jar"));
    assertThrows(IllegalArgumentException.class, () -> Request.parse("a", "b", "c", "--only"));
    assertThrows(IllegalArgumentException.class, () -> Request.parse("a", "b", "c", "--fast"));
  }
}
