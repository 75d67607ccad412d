package dev.unjam.benchmarks;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.unjam.benchmarks.calls.Answer;
import dev.unjam.benchmarks.calls.Caller;
import dev.unjam.benchmarks.calls.Library;
import dev.unjam.benchmarks.calls.Server;
import dev.unjam.benchmarks.pipes.Host;
import dev.unjam.benchmarks.pipes.Shape;
import java.nio.file.Path;
import java.util.List;
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

  @Test
  void aCallIsSeenUnderThePackagedAgentAndInABareProcessByNobody() throws Exception {
    Path agent = Path.of(System.getProperty("unjam.it.jar"));
    Attached attached = new Attached(agent, agent, scratch);
    Jdk jdk = Jdk.in(Path.of(System.getProperty("java.home")));
    try (Dialogue server = new Program(jdk, Server.class).talk()) {
      long port = Program.value(server.heard(), "port");
      for (Setting setting : List.of(Setting.BARE, Setting.AGENT)) {
        Program program = new Program(jdk, Caller.class).jvmArgs(attached.jvmArgs(setting));
        try (Dialogue caller = program.talk(Library.URL_CONNECTION, port)) {
          // It ends, and with it this fails, where its calls are not seen as its setting says.
          caller.ask("expect");
          assertTrue(Program.value(caller.ask("held", Answer.SMALL, 3), "wall_ns") > 0);
        }
      }
    }
  }

  @Test
  void aChildIsSeenUnderThePackagedAgentAndInABareProcessByNobody() throws Exception {
    Path agent = Path.of(System.getProperty("unjam.it.jar"));
    Attached attached = new Attached(agent, agent, scratch);
    Jdk jdk = Jdk.in(Path.of(System.getProperty("java.home")));
    for (Setting setting : List.of(Setting.BARE, Setting.AGENT)) {
      Program program = new Program(jdk, Host.class).jvmArgs(attached.jvmArgs(setting));
      try (Dialogue host = program.talk()) {
        host.ask("ready");
        host.ask("expect");
        for (Shape shape : Shape.values()) {
          host.ask("start", shape);
          for (int turn = 0; turn < 2; turn++) {
            // It fails where not every byte comes at the other end.
            assertTrue(Program.value(host.ask("held", 1), "wall_ns") > 0, shape::name);
          }
          host.ask("stop");
        }
      }
    }
  }
}
