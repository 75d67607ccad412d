package dev.unjam.benchmarks;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One benchmark, hardly warmed up: what it measures must be the packaged agent's hooks. */
final class SmokeIT {
  private static final Scale TINY = new Scale(1, 0, 1, 20, 0);

  @TempDir Path scratch;

  @Test
  void aBenchmarkRunsUnderThePackagedAgentAndItsHooksSeeTheLocks() throws Exception {
    Path agent = Path.of(System.getProperty("unjam.it.jar"));
    Attached attached = new Attached(agent, agent, scratch);
    Trial trial = new Trial(attached, TINY, scratch.resolve("jmh.log"));
    System.setProperty("jmh.ignoreLock", "true");
    Jdk jdk = Jdk.in(Path.of(System.getProperty("java.home")));
    // Traced fails the fork, and with it this, where no hook sees a lock.
    Sample s = trial.run(Row.time("smoke", "Uncontended.unfair"), jdk, Setting.AGENT);
    assertTrue(s.score() > 0, s.toString());
  }
}
