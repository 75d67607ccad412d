package dev.unjam.engine.detect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.unjam.engine.track.Snapshot;
import dev.unjam.engine.track.Wait;
import dev.unjam.engine.track.WaitGraph;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class DeadlocksTest {
  private static final long THRESHOLD = 30_000;

  @Test
  void twoThatWaitForEachOtherAreNamedWithWhatEachHolds() {
    Deadlock d = only(new AGraph().waits(31, 32).waits(32, 31).graph());
    assertEquals(
        "deadlock: \"t31\"#31 waits for L32 held by \"t32\"#32,"
            + " which waits for L31 held by \"t31\"#31",
        d.text());
    assertTrue(d.endless());
  }

  @Test
  void aThreadThatWaitsForItselfIsACircleOfOne() {
    assertEquals(
        "deadlock: \"t7\"#7 waits for L7 held by \"t7\"#7",
        only(new AGraph().waits(7, 7).graph()).text());
  }

  @Test
  void whoWaitsBehindTheCircleIsNoMemberOfIt() {
    Deadlock d = only(new AGraph().waits(1, 3).waits(3, 2).waits(2, 3).waits(4, 1).graph());
    assertEquals(List.of(2L, 3L), threads(d));
  }

  @Test
  void aChainThatEndsAtSomebodyWhoWaitsForNobodyIsNone() {
    assertEquals(List.of(), Deadlocks.in(new AGraph().waits(1, 2).waits(2, 3).graph()));
  }

  @Test
  void aCircleThroughOneHolderOfSeveralThatWouldDoIsNone() {
    assertEquals(List.of(), Deadlocks.in(new AGraph().waits(1, 2).waitsForOneOf(2, 1).graph()));
  }

  @Test
  void aReaderAmongSeveralWhoNeedsTheWriterIsOne() {
    WaitGraph graph = new AGraph().waits(1, 2).waits(1, 3).waits(3, 1).graph();
    assertEquals(List.of(1L, 3L), threads(only(graph)));
  }

  @Test
  void oneThatWaitsWithALimitMayEndByItself() {
    assertFalse(only(new AGraph().waits(1, 2).waitsWithALimit(2, 1).graph()).endless());
  }

  @Test
  void itIsTakenForOneOnlyOnceItsYoungestWaitIsAsOldAsTheThreshold() {
    Limits limits = new Limits(THRESHOLD, 1, 1, 1, 1, 1, 1);
    for (long age : List.of(THRESHOLD - 1, THRESHOLD)) {
      WaitGraph graph = new AGraph().waitsFor(90_000, 1, 2).waitsFor(age, 2, 1).graph();
      Snapshot s = new Snapshot(100_000, List.of(), graph);
      assertEquals(age < THRESHOLD ? 0 : 1, new Detector(limits).deadlocks(s).size());
    }
  }

  @Test
  void aCircleIsTheSameInWhateverOrderItIsSeen() {
    List<Wait> waits =
        new ArrayList<>(
            new AGraph().waits(5, 9).waits(9, 6).waits(6, 5).waits(1, 9).graph().waits());
    String key = only(new WaitGraph(waits, true)).key();
    Random random = new Random(1);
    for (int i = 0; i < 20; i++) {
      Collections.shuffle(waits, random);
      assertEquals(key, only(new WaitGraph(waits, true)).key());
    }
  }

  /** With one wait a thread, a thread is in a circle if and only if following it comes back. */
  @Test
  void inAnyCrowdExactlyThoseAreMembersWhoComeBackToThemselves() {
    Random random = new Random(42);
    for (int round = 0; round < 500; round++) {
      int crowd = 1 + random.nextInt(12);
      long[] holder = new long[crowd];
      AGraph made = new AGraph();
      for (int t = 0; t < crowd; t++) {
        holder[t] = random.nextInt(crowd + crowd / 2 + 1);
        made.waits(t, holder[t]);
      }
      Set<Long> members =
          Deadlocks.in(made.graph()).stream()
              .flatMap(d -> threads(d).stream())
              .collect(Collectors.toCollection(TreeSet::new));
      assertEquals(whoComeBack(holder), members);
    }
  }

  private static Set<Long> whoComeBack(long[] holder) {
    Set<Long> back = new TreeSet<>();
    for (long t = 0; t < holder.length; t++) {
      long at = t;
      for (int step = 0; step < holder.length && at < holder.length; step++) {
        at = holder[(int) at];
        if (at == t) {
          back.add(t);
        }
      }
    }
    return back;
  }

  private static List<Long> threads(Deadlock d) {
    return d.circle().stream().map(Wait::threadId).toList();
  }

  private static Deadlock only(WaitGraph graph) {
    List<Deadlock> found = Deadlocks.in(graph);
    assertEquals(1, found.size(), found::toString);
    return found.get(0);
  }
}
