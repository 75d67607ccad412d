package dev.unjam.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.unjam.bridge.Zombies;
import dev.unjam.engine.config.Mode;
import dev.unjam.engine.host.HostThread;
import dev.unjam.engine.host.LockFilesAreLeases;
import dev.unjam.engine.report.Event;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Lock files whose names would forge a line, or a field of one, in the log for people. */
@Timeout(60)
@EnabledOnOs(OS.LINUX)
@ExtendWith(LockFilesAreLeases.class)
class OddNamesTest {
  private static final String ODD = "a\nINFO forged \u2502 x.jsonl.lock";
  private static final String SHOWN = "a\\nINFO forged \\u2502 x.jsonl.lock\"";

  @TempDir Path folder;

  @Test
  void theyStandInQuotesAndAreWholeInTheFields() throws Exception {
    String at = folder.toRealPath() + "/";
    try (Rig rig = new Rig(Mode.ACT, false)) {
      areForgotten(rig, ODD, "b \u2502.jsonl.lock");
      String opened = rig.only("incident.opened").human();
      assertTrue(opened.startsWith("\"" + at + SHOWN + " \u2502 pid="), opened);
      assertTrue(opened.contains(" also=\"" + at + "b \\u2502.jsonl.lock\" "), opened);
      String released = released(rig, at + ODD);
      assertTrue(released.startsWith("\"" + at + SHOWN + " released by force after "), released);
      String holds = String.valueOf(rig.field("incident.opened", "holds"));
      assertTrue(holds.contains("lock=" + at + ODD + ", "), holds);
    }
  }

  @Test
  void ordinaryOnesStandAsTheyAre() throws Exception {
    String at = folder.toRealPath() + "/";
    try (Rig rig = new Rig(Mode.ACT, false)) {
      areForgotten(rig, "gr\u00fc.jsonl.lock", "b.jsonl.lock");
      String opened = rig.only("incident.opened").human();
      assertTrue(opened.startsWith(at + "gr\u00fc.jsonl.lock \u2502 pid="), opened);
      assertTrue(opened.contains(" also=" + at + "b.jsonl.lock "), opened);
      String released = released(rig, at + "gr\u00fc.jsonl.lock");
      assertTrue(released.startsWith(at + "gr\u00fc.jsonl.lock released by force "), released);
    }
  }

  @Test
  void soWhereAFormerHolderIsToldOf() {
    Event odd = absorbed("/s/" + ODD);
    assertEquals("former holder \"h\" tried to delete \"/s/" + SHOWN, odd.human());
    assertEquals("/s/" + ODD, odd.fields().get("lock"));
    assertEquals("former holder \"h\" tried to delete /s/a.lock", absorbed("/s/a.lock").human());
  }

  private static String released(Rig rig, String lock) {
    return rig.named("hold.released").stream()
        .filter(event -> lock.equals(event.fields().get("lock")))
        .map(Event::human)
        .findAny()
        .orElse("none of " + rig.events);
  }

  private static Event absorbed(String what) {
    return Events.absorbed(new Zombies.Attempt(7, "h", "delete", what, "inc-7-1"));
  }

  /** A task makes lock files, is refused, and ends; they are taken from it. */
  private void areForgotten(Rig rig, String first, String second) {
    HostThread host = rig.pooled("worker");
    host.taskBegins();
    HostThread.await(
        host.run(
            () -> {
              LockFilesAreLeases.take(folder.resolve(first));
              LockFilesAreLeases.take(folder.resolve(second));
              Rig.refusedCall(new CompletableFuture<>()).end();
            }));
    host.taskEnds();
    rig.tick(1);
    rig.tick(Rig.LEAK);
    rig.tickUntil(() -> rig.incidents.open().isEmpty());
  }
}
