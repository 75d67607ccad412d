package dev.unjam.bridge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ByIdentityTest {
  private final List<String> left = new ArrayList<>();
  private final ByIdentity<String> peers =
      new ByIdentity<>() {
        @Override
        void left(String peer) {
          left.add(peer);
        }
      };

  /** Equal to all of its kind. */
  private record Call() {}

  @Test
  void whatIsEqualIsNotTheSame() {
    Call one = new Call();
    Call other = new Call();
    peers.put(one, "one.example");
    assertNull(peers.get(other));
    peers.put(other, "other.example");
    assertEquals("one.example", peers.get(one));
    assertEquals("other.example", peers.get(other));
  }

  @Test
  void whatIsRemovedIsToldOnce() {
    Object call = new Object();
    assertNull(peers.remove(call));
    peers.put(call, "provider.example");
    assertFalse(peers.remove(call, "another.example"));
    assertEquals("provider.example", peers.remove(call));
    assertNull(peers.remove(call));
  }

  @Test
  void theFirstStaysWhereOnlyTheFirstMayAndGivesWayToTheOneThatKnowsIt() {
    Object call = new Object();
    assertNull(peers.putIfAbsent(call, "first"));
    assertEquals("first", peers.putIfAbsent(call, "second"));
    assertFalse(peers.replace(call, "second", "third"));
    assertTrue(peers.replace(call, "first", "third"));
    assertEquals("third", peers.get(call));
  }

  @Test
  void whatWasKnownOfAnObjectThatIsGoneIsForgotten() {
    peers.put(new Object(), "provider.example");
    for (int i = 0; i < 200 && left.isEmpty(); i++) {
      System.gc();
      Thread.onSpinWait();
      peers.prune();
    }
    assertEquals(List.of("provider.example"), left);
  }
}
