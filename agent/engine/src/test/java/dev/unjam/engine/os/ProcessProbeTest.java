package dev.unjam.engine.os;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

class ProcessProbeTest {
  private final ProcessProbe probe = ProcessProbe.ofThisMachine();

  @Test
  void aRunningChildIsAliveAndADeadOneIsDead() throws Exception {
    Process child = new ProcessBuilder("sleep", "60").start();
    try {
      assertEquals(Liveness.ALIVE, probe.liveness(child.pid()));
    } finally {
      child.destroyForcibly();
    }
    assertTrue(child.waitFor(10, TimeUnit.SECONDS));
    assertEquals(Liveness.DEAD, probe.liveness(child.pid()));
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void aChildWhoseParentNeverAsksIsAZombie() throws Exception {
    try (Children children = new Children()) {
      assertEquals(Liveness.ZOMBIE, probe.liveness(children.zombie()));
    }
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void theStartTimeIsTheTwentySecondFieldWhateverTheCommandIsCalled() throws Exception {
    try (Children children = new Children()) {
      long pid = children.named(") S 1 2 3 (");
      String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
      String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
      assertEquals(OptionalLong.of(Long.parseLong(fields[19])), probe.startTime(pid));
      assertEquals(Liveness.ALIVE, probe.liveness(pid));
    }
  }

  @Test
  void aProcessStartedBetweenTheTimesBeforeAndAfterIt() throws Exception {
    Instant before = Instant.now().minusSeconds(2);
    Process child = new ProcessBuilder("sleep", "60").start();
    try {
      Instant started = probe.startedAt(child.pid()).orElseThrow();
      assertTrue(started.isAfter(before), started + " is not after " + before);
      assertTrue(started.isBefore(Instant.now().plusSeconds(2)), started + " is to come");
    } finally {
      child.destroyForcibly();
    }
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void aProcessThatWeMayNotSignalIsAlive() throws Exception {
    assertEquals(Liveness.ALIVE, probe.liveness(1));
    String[] nobody = {"setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"};
    Probes.assumeAllowed(nobody);
    try (Children children = new Children()) {
      long ours = children.sleeping();
      assertEquals("ALIVE", Probes.seenFrom(List.of(nobody), "liveness", Long.toString(ours)));
    }
    String dead = Long.toString(Children.dead());
    assertEquals("DEAD", Probes.seenFrom(List.of(nobody), "liveness", dead));
  }

  @Test
  void aNumberThatIsNoPidIsDead() {
    assertEquals(Liveness.DEAD, probe.liveness(0));
    assertEquals(Liveness.DEAD, probe.liveness(-1));
    assertEquals(Liveness.DEAD, probe.liveness(Long.MAX_VALUE));
  }
}
