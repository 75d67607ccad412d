package dev.unjam.engine.remedy;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.unjam.engine.lease.RecoveryEntry;
import dev.unjam.engine.lease.TranscriptForm;
import dev.unjam.engine.lease.TranscriptOutcome;
import dev.unjam.engine.lease.TranscriptWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class OwedEntriesTest {
  private static final String FIRST = "{\"id\":\"aaaa0001\"}\n";

  @TempDir Path folder;
  private final AtomicBoolean mayAct = new AtomicBoolean(true);
  private final TranscriptWriter writer = new TranscriptWriter(TranscriptForm.OPENCLAW);
  private final OwedEntries owed = new OwedEntries(writer, mayAct::get);
  private final BlockingQueue<TranscriptOutcome> told = new LinkedBlockingQueue<>();
  private long now;

  @Test
  void whatIsOwedIsWrittenOnce() throws Exception {
    Path transcript = owed("s");
    assertEquals(new TranscriptOutcome.Written(false), next());
    nextRounds();
    assertEquals(2, Files.readAllLines(transcript).size());
    assertEquals(List.of(), List.copyOf(told));
  }

  @Test
  void whileSomebodyHasTheLockItWaits() throws Exception {
    Path transcript = owed("s");
    Path lock = Files.createFile(folder.resolve("s.jsonl.lock"));
    nextRounds();
    assertEquals(FIRST, Files.readString(transcript));
    Files.delete(lock);
    assertEquals(new TranscriptOutcome.Written(false), next());
  }

  @Test
  void whileNothingMayBeDoneItWaits() throws Exception {
    Path transcript = owed("s");
    mayAct.set(false);
    nextRounds();
    assertEquals(FIRST, Files.readString(transcript));
    mayAct.set(true);
    assertEquals(new TranscriptOutcome.Written(false), next());
  }

  @Test
  void aTranscriptThatWasDeletedIsNotMadeAgain() throws Exception {
    Path transcript = owed("s");
    Files.delete(transcript);
    assertEquals(new TranscriptOutcome.Skipped("the transcript is gone"), next());
    assertFalse(Files.exists(transcript));
  }

  /** The disk had said that it failed, and it had not. */
  @Test
  void whatIsThereIsNotWrittenAgainHoweverMuchStandsBehindIt() throws Exception {
    Path transcript = owed("s");
    writer.append(transcript, entry());
    TranscriptWriter later = new TranscriptWriter(TranscriptForm.OPENCLAW);
    OwedEntries next = new OwedEntries(later, mayAct::get);
    Files.writeString(transcript, "x".repeat(300_000) + "\n" + FIRST, StandardOpenOption.APPEND);
    next.add(transcript, FIRST.length(), entry(), told::add);
    rounds(next, 0);
    assertEquals(new TranscriptOutcome.AlreadyThere(), told.poll(20, TimeUnit.SECONDS));
  }

  @Test
  void whatWouldFailForEverIsGivenUpAndTold() throws Exception {
    Path other = Files.writeString(folder.resolve("s.jsonl"), "no JSON\n");
    owed.add(other, 8, entry(), told::add);
    assertInstanceOf(TranscriptOutcome.Failed.class, next());
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void whatDidNotFitIsWrittenOnceThereIsRoom() throws Exception {
    String mounted = "mount -t tmpfs -o size=64k none '%s'".formatted(folder);
    Assumptions.assumeTrue(run(mounted).isEmpty(), "nothing may be mounted here");
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    String program =
        "'%s' -XX:-UsePerfData -cp '%s' '%s' '%s'"
            .formatted(
                java, System.getProperty("java.class.path"), OnFullDisk.class.getName(), folder);
    assertEquals(
        "Failed\nroom\nWritten[created=false]\nlines: 2\n", run(mounted + " && " + program));
  }

  private Path owed(String name) throws IOException {
    Path transcript = Files.writeString(folder.resolve(name + ".jsonl"), FIRST);
    owed.add(transcript, FIRST.length(), entry(), told::add);
    return transcript;
  }

  private TranscriptOutcome next() throws InterruptedException {
    nextRounds();
    return requireNonNull(told.poll(20, TimeUnit.SECONDS));
  }

  private void nextRounds() {
    now = rounds(owed, now);
  }

  /** Some, each from its beginning to its end. */
  private static long rounds(OwedEntries owed, long from) {
    long now = from;
    for (int i = 0; i < 4; i++) {
      owed.tick(now);
      Awaitility.await().until(owed::isAtRest);
      now += 60_000;
    }
    return now;
  }

  private static RecoveryEntry entry() {
    return new RecoveryEntry("i-1", Instant.EPOCH, "quota", Map.of());
  }

  private static String run(String script) throws IOException, InterruptedException {
    Process process = new ProcessBuilder("unshare", "-Urm", "sh", "-c", script).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return process.waitFor() == 0 ? said : said + "status " + process.exitValue();
  }

  /** Fills its disk, owes an entry, makes room. */
  static final class OnFullDisk {
    private OnFullDisk() {}

    public static void main(String[] args) throws IOException {
      Path folder = Path.of(args[0]);
      Path transcript = folder.resolve("s.jsonl");
      Files.writeString(transcript, FIRST.strip() + " ".repeat(4096 - FIRST.length()) + "\n");
      Path filler = folder.resolve("filler");
      fill(filler);
      TranscriptWriter writer = new TranscriptWriter(TranscriptForm.OPENCLAW);
      System.out.println(writer.append(transcript, entry()).getClass().getSimpleName());
      OwedEntries owed = new OwedEntries(writer, () -> true);
      owed.add(transcript, 4096, entry(), System.out::println);
      long now = rounds(owed, 0);
      System.out.println("room");
      Files.delete(filler);
      rounds(owed, now);
      System.out.println("lines: " + Files.readAllLines(transcript).size());
      System.out.flush();
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
