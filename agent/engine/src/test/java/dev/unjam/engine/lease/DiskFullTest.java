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
import org.jspecify.annotations.Nullable;
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
    String mounted = "mount -t tmpfs -o size=64k none '%s'".formatted(folder);
    Assumptions.assumeTrue(run(mounted).status() == 0, "nothing may be mounted here");
    Run run = run(mounted + " && " + program(OnFullDisk.class));
    assertEquals("Failed\nWritten\nAlreadyThere\nwhole entries: 2 of 3\n", run.said());
  }

  @Test
  void anEntryOfWhichAPartWouldFitLeavesTheTranscriptAsItWas() throws Exception {
    // In blocks of 512 or 1024 bytes; the limit is the soft one, which only this program has.
    Run run = run("ulimit -f 16 && " + program(AtItsLimit.class));
    assertEquals("Failed, as it was\nFailed, none made\nleft: 2\n", run.said());
  }

  @Test
  void aFolderThatIsReadOnlyIsSaidAndNothingIsLost() throws Exception {
    String mounted = "mount -t tmpfs -o size=64k none '%s'".formatted(folder);
    Assumptions.assumeTrue(run(mounted).status() == 0, "nothing may be mounted here");
    Run run =
        run(
            mounted
                + " && echo '{\"id\":\"aaaa0001\"}' > '%1$s/s.jsonl'".formatted(folder)
                + " && mount -o remount,ro '%s' && ".formatted(folder)
                + program(InReadOnlyFolder.class));
    assertEquals("Failed: Read-only file system\n{\"id\":\"aaaa0001\"}\n", run.said());
  }

  private String program(Class<?> program) {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    return "'%s' -XX:-UsePerfData -cp '%s' '%s' '%s'"
        .formatted(java, System.getProperty("java.class.path"), program.getName(), folder);
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
      System.out.println("whole entries: " + whole + " of " + lines.size());
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

  /** Writes entries that would make their transcripts larger than any file may be. */
  static final class AtItsLimit {
    private AtItsLimit() {}

    public static void main(String[] args) throws IOException {
      Path folder = Path.of(args[0]);
      Path transcript = folder.resolve("s.jsonl");
      long limit = limit(folder.resolve("filler"));
      String first = "{\"type\":\"message\",\"id\":\"aaaa0001\"}\n";
      String second = "x".repeat((int) limit - first.length() - 101) + "\n";
      Files.writeString(transcript, first + second);
      TranscriptWriter writer = new TranscriptWriter(TranscriptForm.OPENCLAW);
      TranscriptOutcome outcome = writer.append(transcript, entry());
      boolean same = Files.readString(transcript).equals(first + second);
      System.out.println(word(outcome) + (same ? ", as it was" : ", it is " + transcript));
      Path missing = folder.resolve("new.jsonl");
      TranscriptForm large = new Large((int) limit + 100);
      TranscriptOutcome none = new TranscriptWriter(large).append(missing, entry());
      System.out.println(word(none) + (Files.exists(missing) ? ", it is there" : ", none made"));
      String journal = Files.readString(folder.resolve(RecoveryJournal.NAME));
      System.out.println("left: " + journal.lines().count());
    }

    private static long limit(Path filler) throws IOException {
      try {
        Files.write(filler, new byte[1024 * 1024]);
      } catch (IOException e) {
        return Files.size(filler);
      }
      throw new IOException("there is no limit");
    }

    private static String word(TranscriptOutcome outcome) {
      return outcome.getClass().getSimpleName();
    }

    private static RecoveryEntry entry() {
      return new RecoveryEntry("i-1", Instant.now(), "quota", Map.of());
    }
  }

  /** An entry of that length. */
  private record Large(int length) implements TranscriptForm {
    @Override
    public boolean isChained() {
      return false;
    }

    @Override
    public @Nullable String header(Path transcript, RecoveryEntry entry) {
      return null;
    }

    @Override
    public String line(Path transcript, RecoveryEntry entry, @Nullable String parent) {
      return "x".repeat(length);
    }

    @Override
    public boolean tells(Map<String, @Nullable Object> object, String incident) {
      return false;
    }
  }

  /** Writes an entry where nothing can be written. */
  static final class InReadOnlyFolder {
    private InReadOnlyFolder() {}

    public static void main(String[] args) throws IOException {
      Path transcript = Path.of(args[0]).resolve("s.jsonl");
      TranscriptWriter writer = new TranscriptWriter(TranscriptForm.OPENCLAW);
      RecoveryEntry entry = new RecoveryEntry("i-1", Instant.now(), "quota", Map.of());
      TranscriptOutcome outcome = writer.append(transcript, entry);
      String why = outcome instanceof TranscriptOutcome.Failed failed ? failed.why() : "";
      System.out.println(outcome.getClass().getSimpleName() + ": " + why);
      System.out.print(Files.readString(transcript));
    }
  }
}
