package dev.unjam.agent.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A child's pipes are what they are without the agent: the same bytes, no slower, never stuck. */
@Timeout(240)
class ChildPipesIT {
  private static final int ROUNDS = 7;
  private static final double SLOWEST = 0.5;

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
    "both, 20, 131072"
  })
  void everyByteComesAsItWas(String scenario, int megabytes, int chunk) throws Exception {
    try (Run bare = Run.start(scenario, megabytes, chunk, "");
        Run watched = Run.start(scenario, megabytes, chunk, "silence.child=10s")) {
      assertEquals(bare.round().bytes(), watched.round().bytes());
    }
  }

  /** The rounds of the two take turns, as the machine is never the same for long. */
  @ParameterizedTest
  @CsvSource({"out", "frames", "err"})
  void itIsNoSlower(String scenario) throws Exception {
    try (Run bare = Run.start(scenario, 100, 8192, "");
        Run watched = Run.start(scenario, 100, 8192, "silence.child=10s")) {
      List<Long> without = new ArrayList<>();
      List<Long> with = new ArrayList<>();
      bare.round();
      watched.round();
      for (int i = 0; i < ROUNDS; i++) {
        without.add(bare.round().micros());
        with.add(watched.round().micros());
      }
      double ratio = (double) median(without) / median(with);
      System.out.printf(
          Locale.ROOT,
          "%s, 100 MB: %d MB/s without, %d MB/s with the agent, ratio %.2f%n",
          scenario,
          100_000_000 / median(without),
          100_000_000 / median(with),
          ratio);
      // the best of each: what else the machine does makes a median no proof
      double best = (double) without.get(0) / with.get(0);
      assertTrue(best > SLOWEST, () -> "without " + without + ", with " + with);
    }
  }

  private static long median(List<Long> all) {
    Collections.sort(all);
    return all.get(all.size() / 2);
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
