package samplehost.it;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import samplehost.harness.Rig;
import samplehost.harness.RigOptions;

/** The README's commands show what the README says; its blocks run side by side, as they stand. */
@Timeout(120)
class ReadmeIT {
  private static final Pattern BLOCK = Pattern.compile("```sh\n(.*?)```", Pattern.DOTALL);

  @TempDir Path folder;

  private record Block(String script, Process shell) {}

  @Test
  void everyCommandShowsWhatTheReadmeSays() throws Exception {
    RigOptions options =
        RigOptions.in(folder).withWorkers(40).withLockTimeout(Duration.ofSeconds(2));
    try (Rig rig = Rig.start(options)) {
      List<Block> blocks = startAll(rig);
      try {
        assertTrue(blocks.size() > 15, "only " + blocks.size() + " blocks found");
        assertAll(blocks.stream().map(block -> () -> showsWhatItSays(block)));
      } finally {
        blocks.forEach(block -> block.shell().destroyForcibly());
      }
    }
  }

  private static List<Block> startAll(Rig rig) throws IOException {
    List<String> scripts =
        BLOCK
            .matcher(Files.readString(Path.of("README.md")))
            .results()
            .map((MatchResult block) -> block.group(1))
            .toList();
    List<Block> blocks = new ArrayList<>();
    for (String script : scripts.subList(1, scripts.size())) {
      blocks.add(new Block(script, start(scripts.get(0) + script, rig)));
    }
    return blocks;
  }

  private static Process start(String script, Rig rig) throws IOException {
    ProcessBuilder shell = new ProcessBuilder("sh", "-c", script).redirectErrorStream(true);
    shell.environment().put("GATEWAY", "http://127.0.0.1:" + rig.gatewayPort());
    shell.environment().put("PROVIDER", "http://127.0.0.1:" + rig.providerPort());
    shell.environment().put("STATE", rig.state().toString());
    return shell.start();
  }

  private static void showsWhatItSays(Block block) throws IOException {
    String shown =
        new String(block.shell().getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    int at = 0;
    for (String line : block.script().lines().filter(line -> line.startsWith("# ")).toList()) {
      int found = shown.indexOf(line.substring(2), at);
      assertTrue(found >= 0, () -> "no " + line + " in:\n" + shown + "of:\n" + block.script());
      at = found + 1;
    }
  }
}
