package dev.unjam.agent.it;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who has lost a session's lock file harms no next holder's, and serves the session again. */
@Timeout(180)
class LateTurnsIT {
  private static final List<String> NAMES =
      List.of(
          "forgets-pool",
          "forgets-thread",
          "stale-pool",
          "stale-thread",
          "living-pool",
          "living-thread",
          "alias",
          "flag");

  @TempDir static Path folder;
  private static HostScenarios hosts;

  @BeforeAll
  static void start() throws IOException {
    hosts = HostScenarios.start(folder, "LateTurns", NAMES);
  }

  @AfterAll
  static void end() {
    hosts.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"forgets-pool", "forgets-thread"})
  void aLoopThatNeverGaveItsLockBackServesTheNextMessages(String name) throws Exception {
    assertSays(name, "served: true", "left: false");
  }

  @ParameterizedTest
  @ValueSource(strings = {"stale-pool", "stale-thread"})
  void aDeadProcesssLockGoesAwayByTheFormerHolderAsByAnybody(String name) throws Exception {
    assertSays(name, "back: served", "left by the dead: true", "served: true", "left: false");
  }

  @ParameterizedTest
  @ValueSource(strings = {"living-pool", "living-thread"})
  void aLivingProcesssLockStaysWhateverTheFormerHolderDoes(String name) throws Exception {
    assertSays(
        name,
        "moved: refused",
        "replaced: refused",
        "copied: refused",
        "renamed: false",
        "created: exists",
        "written: refused",
        "released: done",
        "closed: done",
        "kept: true",
        "dead: done",
        "left by the dead: false",
        "moved over nothing: done",
        "written anew: done",
        "released anew: done",
        "left: false");
  }

  @Test
  void aLockThatWasGivenBackByAnotherPathIsHeldNoMore() throws Exception {
    assertSays("alias", "slept: served");
    assertEquals(List.of(), hosts.host("alias").log().events("incident.opened"));
  }

  @Test
  void anInterruptOfOursEndsWithTheTurn() throws Exception {
    assertSays("flag", "turn: served", "served: true");
  }

  private static void assertSays(String name, String... expected) throws IOException {
    try (HostScenario host = hosts.host(name)) {
      assertEquals(
          byName(List.of(expected)), byName(HostScenarios.said(host)), () -> host.log().text());
      host.assertUnharmed();
    }
  }

  /** In whichever order. */
  private static Map<String, String> byName(List<String> lines) {
    Map<String, String> all = new LinkedHashMap<>();
    for (String line : lines) {
      String[] words = line.split(": ", 2);
      all.put(words[0], words[words.length - 1]);
    }
    return all;
  }
}
