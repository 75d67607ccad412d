package dev.unjam.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.unjam.engine.detect.Finding;
import dev.unjam.engine.detect.Onward;
import dev.unjam.engine.detect.Verdict;
import dev.unjam.engine.ladder.Progress.Result;
import dev.unjam.engine.ladder.Rung;
import dev.unjam.engine.remedy.Attempt;
import dev.unjam.engine.remedy.RemedyRun;
import dev.unjam.engine.track.HolderView;
import java.util.List;
import org.junit.jupiter.api.Test;

class HeldCaseTest {
  private static final HolderView HOLDER =
      new HolderView(
          1,
          7,
          "worker",
          true,
          HolderView.Doing.RUNNING,
          List.of(),
          List.of(),
          null,
          false,
          false,
          List.of());
  private static final Finding FINDING =
      new Finding(1, Verdict.SILENT, null, 0, List.of(3L), 5, "h:1", 9_000, "silent", false, 2);

  @Test
  void forHowLongItIsFoundStuckCountsFromTheLastScanThatFoundItWell() {
    HeldCase held = new HeldCase(FINDING, HOLDER, 1_000);
    assertEquals(0, held.namedMillis(1_000));
    held.goesOn(Onward.NOT, 1_000);
    held.named(1_250);
    assertEquals(250, held.namedMillis(1_250));
    held.goesOn(Onward.NOT, 1_250);
    held.named(2_000);
    held.goesOn(Onward.NOT, 2_000);
    assertEquals(1_000, held.namedMillis(2_000));
    assertEquals(0, held.namedMillis(2_250), "not in this one");
    held.goesOn(Onward.NOT, 2_250);
    held.named(2_500);
    assertEquals(250, held.namedMillis(2_500));
  }

  /** It goes on while others keep its lock from being removed, and hangs again elsewhere. */
  @Test
  void whatHangsElsewhereWhileOthersKeepItFromBeingReleasedBeginsAnew() {
    Finding other =
        new Finding(
            1,
            Verdict.SILENT,
            null,
            0,
            List.of(3L),
            6,
            "other:1",
            9_000,
            "silent elsewhere",
            false,
            2);
    for (Result last : Result.values()) {
      HeldCase held = new HeldCase(FINDING, HOLDER, 1_000);
      held.climb(Rung.RELEASE, 2_000);
      held.ended(last, 2_100);
      assertEquals(last == Result.BUSY, held.turnsTo(other, 9_000), last::toString);
      assertEquals(last == Result.BUSY ? Rung.WARN : Rung.RELEASE, held.rung());
    }
  }

  /** The next remedy asks from its first moment on, which may be before anybody knows of it. */
  @Test
  void thatItWentOnDuringOneRemedySpeaksAgainstNoLaterOne() {
    HeldCase held = new HeldCase(FINDING, HOLDER, 1_000);
    held.climb(Rung.INTERRUPT, 1_000);
    held.start(RemedyRun.start("test", goesOn -> new Attempt.Done("")));
    held.goesOn(new Onward(true, false, false, -1, false), 2_000);
    assertTrue(held.isWell());
    held.ended(Result.DONE, 3_000);
    held.climb(Rung.RELEASE, 9_000);
    assertFalse(held.isWell());
  }
}
