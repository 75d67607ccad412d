package dev.unjam.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the agent says of who holds what, against what the model says. Without the agent: nothing.
 */
final class Recorded {
  private static final long SECONDS = 2;
  private static final Recorded HERE = new Recorded(BridgeView.ofThisJvm());

  private final @Nullable BridgeView bridge;

  private Recorded(@Nullable BridgeView bridge) {
    this.bridge = bridge;
  }

  static Recorded here() {
    return HERE;
  }

  /**
   * On the record of each thread is what it holds and nothing else, and on nobody else's any of it.
   *
   * <p>A blocked thread has published its record to nobody: what it wrote may be late, not absent.
   */
  void assertAgrees(List<Thread> threads, List<Held> holds, List<Object> keys) {
    if (bridge == null) {
      return;
    }
    List<String> expected = new ArrayList<>();
    for (Held held : holds) {
      if (held.recorded()) {
        expected.add(entry(threads.get(held.thread()), held.key()));
      }
    }
    expected.sort(Comparator.naturalOrder());
    List<Object> unrecorded = holds.stream().filter(h -> !h.recorded()).map(Held::key).toList();
    Deadline deadline = Deadline.ofSeconds(SECONDS);
    deadline.await(
        () -> entries(threads, keys, unrecorded).equals(expected),
        () ->
            "the agent's record is "
                + entries(threads, keys, unrecorded)
                + " and should be "
                + expected);
  }

  /** Nothing is left of threads that have ended, and nobody has any of the keys. */
  void assertNothingOf(List<Thread> threads, List<Object> keys) {
    if (bridge != null) {
      assertEquals(List.of(), entries(threads, keys, List.of()));
    }
  }

  /** The thread has this on its record, once. */
  void assertHeldOnce(Thread thread, Object key) {
    if (bridge != null) {
      assertEquals(List.of(entry(thread, key)), entries(List.of(), List.of(key), List.of()));
    }
  }

  /** The agent has swallowed no error of its own. */
  void assertNoFault() {
    if (bridge != null) {
      assertEquals("0 null", bridge.faults());
    }
  }

  private List<String> entries(List<Thread> threads, List<Object> keys, List<Object> but) {
    List<String> found = new ArrayList<>();
    bridge()
        .forEachHold(
            (thread, lock) -> {
              if ((contains(threads, thread) || contains(keys, lock)) && !contains(but, lock)) {
                found.add(entry(thread, lock));
              }
            });
    found.sort(Comparator.naturalOrder());
    return found;
  }

  private BridgeView bridge() {
    if (bridge == null) {
      throw new IllegalStateException("there is no agent");
    }
    return bridge;
  }

  private static boolean contains(List<?> all, Object one) {
    return all.stream().anyMatch(each -> each == one);
  }

  private static String entry(Thread thread, Object lock) {
    String where = thread.getName() + "#" + System.identityHashCode(thread);
    return where + " holds " + lock.getClass().getName() + "#" + System.identityHashCode(lock);
  }
}
