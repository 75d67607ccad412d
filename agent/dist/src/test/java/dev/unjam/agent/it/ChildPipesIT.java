package dev.unjam.agent.it;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A child's pipes are what they are without the agent: the same bytes, never stuck. */
@Timeout(240)
class ChildPipesIT {
  @TempDir static Path folder;
  private static HostProgram pipes;

  @BeforeAll
  static void compile() throws IOException {
    pipes = HostProgram.of(folder, "Pipes");
  }

  /** The child floods its outputs, the host its child's input, and both before either reads. */
  @ParameterizedTest
  @CsvSource({
    "out, 100, 8192",
    "out, 5, 7",
    "out, 20, 1000003",
    "frames, 100, 8192",
    "frames, 5, 13",
    "err, 100, 8192",
    "echo, 100, 8192",
    "sleepy, 100, 8192",
    "both, 100, 8192",
    "both, 20, 131072",
    "slow, 100, 8192",
    "slow, 20, 13001"
  })
  void everyByteComesAsItWas(String scenario, int megabytes, int chunk) throws Exception {
    try (Run bare = Run.start(scenario, megabytes, chunk, "");
        Run watched = Run.start(scenario, megabytes, chunk, "silence.child=10s")) {
      assertEquals(bare.round().bytes(), watched.round().bytes());
    }
  }

  /** What one round has said. */
  private record Round(String bytes, long micros) {
    static Round of(String line) {
      int at = line.indexOf(" us=");
      return new Round(line.substring(0, at), Long.parseLong(line.substring(at + 4)));
    }
  }

  /** A host that plays a scenario as often as it is asked to. */
  private record Run(Process process, BufferedReader out, Writer in) implements AutoCloseable {
    static Run start(String scenario, int megabytes, int chunk, String options) throws IOException {
      Path cwd = Files.createTempDirectory(folder, scenario);
      List<String> jvm = options.isEmpty() ? List.of() : List.of(Packaged.agent(options));
      Process process =
          new ProcessBuilder(pipes.command(jvm, List.of(scenario, "" + megabytes, "" + chunk)))
              .directory(cwd.toFile())
              .redirectError(cwd.resolve("stderr").toFile())
              .start();
      return new Run(
          process,
          process.inputReader(StandardCharsets.UTF_8),
          process.outputWriter(StandardCharsets.UTF_8));
    }

    Round round() throws IOException {
      in.write('\n');
      in.flush();
      return Round.of(out.readLine());
    }

    @Override
    public void close() throws IOException {
      try {
        in.close();
        assertEquals(0, process.onExit().join().exitValue());
      } finally {
        process.destroyForcibly();
      }
    }
  }
}
