package dev.unjam.engine.lease;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@EnabledOnOs(OS.LINUX)
class DiskFullTest {
  @TempDir Path folder;

  @Test
  void anEntryThatDidNotFitIsSaidAndWrittenOnceThereIsRoom() throws Exception {
    Assumptions.assumeTrue(
        run("mount -t tmpfs -o size=64k none '%s'".formatted(folder)).status() == 0,
        "nothing may be mounted here");
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    Run run =
        run(
            "mount -t tmpfs -o size=64k none '%s' && '%s' -cp '%s' '%s' '%s'"
                .formatted(
                    folder,
                    java,
                    System.getProperty("java.class.path"),
                    OnFullDisk.class.getName(),
                    folder));
    assertEquals("Failed\nWritten\nAlreadyThere\nwhole entries: 2\n", run.said());
  }

  private static Run run(String script) throws IOException, InterruptedException {
    Process process = new ProcessBuilder("unshare", "-Urm", "sh", "-c", script).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Run(process.waitFor(), said);
  }

  private record Run(int status, String said) {}

  /** Fills its disk, writes an entry, makes room, writes it again. */
  static final class OnFullDisk {
    private OnFullDisk() {}

    public static void main(String[] args) throws IOException {
      Path folder = Path.of(args[0]);
      Path transcript = folder.resolve("s.jsonl");
      TranscriptWriter writer = new TranscriptWriter(TranscriptForm.OPENCLAW);
      Files.writeString(transcript, "{\"type\":\"message\",\"id\":\"aaaa0001\"}");
      append(transcript, "x".repeat(4096 - 40 - 100));
      fill(folder.resolve("filler"));
      RecoveryEntry entry = new RecoveryEntry("i-1", Instant.now(), "quota", Map.of());
      System.out.println(writer.append(transcript, entry).getClass().getSimpleName());
      Files.delete(folder.resolve("filler"));
      System.out.println(writer.append(transcript, entry).getClass().getSimpleName());
      System.out.println(writer.append(transcript, entry).getClass().getSimpleName());
      List<String> lines = Files.readAllLines(transcript);
      long whole = lines.stream().filter(line -> JsonText.object(line).isPresent()).count();
      System.out.println("whole entries: " + whole);
    }

    private static void append(Path transcript, String note) throws IOException {
      Files.writeString(transcript, "\n" + note + "\n", StandardOpenOption.APPEND);
    }

    private static void fill(Path filler) {
      try {
        Files.write(filler, new byte[1024 * 1024]);
      } catch (IOException e) {
        System.err.println("full: " + e.getMessage());
      }
    }
  }
}
