package dev.unjam.engine.detect;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.unjam.engine.track.Wait;
import dev.unjam.engine.track.WaitGraph;
import java.util.List;
import org.junit.jupiter.api.Test;

class BlastRadiusTest {
  /** 1 holds what 2 and 3 wait for; 4 waits for what 2 holds, 5 for what 4 holds; 9 is apart. */
  private final WaitGraph graph =
      new AGraph().waits(5, 4).waits(4, 2).waits(2, 1).waits(3, 1).waits(8, 9).graph();

  @Test
  void allWhoWaitBehindAHoldCountTheNearestFirst() {
    assertEquals(List.of(2L, 3L, 4L, 5L), behind(1));
    assertEquals(List.of(4L, 5L), behind(2));
    assertEquals(List.of(), behind(5));
  }

  @Test
  void theChainOfAWaiterEndsAtTheRoot() {
    List<Wait> chain = graph.chain(5);
    assertEquals(List.of(5L, 4L, 2L), chain.stream().map(Wait::threadId).toList());
    assertEquals(1, chain.get(chain.size() - 1).holderId());
    assertEquals(List.of(), graph.chain(1), "the root waits for nobody");
  }

  @Test
  void aCircleIsGoneRoundOnce() {
    WaitGraph circle = new AGraph().waits(1, 2).waits(2, 1).waits(3, 1).graph();
    assertEquals(2, circle.chain(1).size());
    assertEquals(3, circle.chain(3).size());
    assertEquals(3, circle.behind(List.of(AGraph.hold(1))).size());
  }

  @Test
  void onlyWhoWaitsForTheHoldItselfIsItsWaiter() {
    assertEquals(2, graph.of(AGraph.hold(1)).size());
    assertEquals(1, graph.of(AGraph.hold(2)).size());
  }

  private List<Long> behind(long holder) {
    return graph.behind(List.of(AGraph.hold(holder))).stream().map(Wait::threadId).toList();
  }
}
