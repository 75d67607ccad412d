package dev.unjam.engine.remedy;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.unjam.engine.lease.RecoveryEntry;
import dev.unjam.engine.lease.TranscriptForm;
import dev.unjam.engine.lease.TranscriptOutcome;
import dev.unjam.engine.lease.TranscriptWriter;
import dev.unjam.engine.remedy.OwedEntries.Before;
import java.io.IOException;
import java.io.RandomAccessFile;
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
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class OwedEntriesTest {
  private static final String FIRST = "{\"id\":\"aaaa0001\"}\n";

  @TempDir Path folder;
  private final AtomicBoolean mayAct = new AtomicBoolean(true);
  private final TranscriptWriter writer = new TranscriptWriter(TranscriptForm.OPENCLAW);
  private final AtomicInteger asked = new AtomicInteger();
  private final OwedEntries owed =
      new OwedEntries(
          writer,
          () -> {
            asked.incrementAndGet();
            return mayAct.get();
          });
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

  /** As a gateway does that begins a session anew. */
  @Test
  @DisabledOnOs(OS.WINDOWS)
  void aTranscriptInThePlaceOfOneThatWasRenamedGetsNothingAtTheNextStartEither() throws Exception {
    Path transcript = owed("s");
    Path journal = folder.resolve(".unjam.journal");
    Files.writeString(
        journal,
        "{\"transcript\":\"s.jsonl\",\"size\":3,\"incident\":\"i-1\","
            + "\"at\":\"2026-01-01T00:00:00Z\",\"message\":\"quota\",\"data\":{}}\n");
    Files.move(transcript, folder.resolve("s.jsonl.reset"));
    String fresh = "{\"id\":\"bbbb0001\"}\n";
    Files.writeString(transcript, fresh);
    assertEquals(new TranscriptOutcome.Skipped("another transcript is in its place"), next());
    assertEquals(fresh, Files.readString(transcript));
    assertEquals(0, Files.size(journal));
  }

  @Test
  void aTranscriptThatTheSessionHasGoneOnWithSinceIsTheSame() throws Exception {
    Path transcript = owed("s");
    Files.writeString(transcript, FIRST, StandardOpenOption.APPEND);
    assertEquals(new TranscriptOutcome.Written(false), next());
  }

  @Test
  void oneThatIsMissingWhenItIsOwedIsWrittenToOnceItIsThere() throws Exception {
    Path transcript = folder.resolve("n.jsonl");
    owed.add(transcript, Before.of(transcript), entry(), told::add);
    Files.writeString(transcript, FIRST);
    assertEquals(new TranscriptOutcome.Written(false), next());
  }

  @Test
  void oneWithoutAnEntryToChainToIsReadAgainOnceItHasChanged() throws Exception {
    Path transcript = folder.resolve("s.jsonl");
    try (RandomAccessFile file = new RandomAccessFile(transcript.toFile(), "rw")) {
      file.setLength(17 * 1024 * 1024); // nothing in it, and longer than what is ever read
      file.seek(file.length());
      file.write('\n');
    }
    assertEquals(TranscriptOutcome.Failed.UNCHAINED, writer.append(transcript, entry()));
    owed.add(transcript, Before.of(transcript), entry(), told::add);
    nextRounds();
    int before = asked.get();
    nextRounds();
    assertEquals(4, asked.get() - before, "a round is asked for, and nothing more");
    assertEquals(List.of(), List.copyOf(told));
    Files.writeString(transcript, FIRST, StandardOpenOption.APPEND);
    assertEquals(new TranscriptOutcome.Written(false), next());
  }

  /** The disk had said that it failed, and it had not. */
  @Test
  void whatIsThereIsNotWrittenAgainHoweverMuchStandsBehindIt() throws Exception {
    Path transcript = owed("s");
    Before before = Before.of(transcript);
    writer.append(transcript, entry());
    TranscriptWriter later = new TranscriptWriter(TranscriptForm.OPENCLAW);
    OwedEntries next = new OwedEntries(later, mayAct::get);
    Files.writeString(transcript, "x".repeat(300_000) + "\n" + FIRST, StandardOpenOption.APPEND);
    next.add(transcript, before, entry(), told::add);
    rounds(next, 0);
    assertEquals(new TranscriptOutcome.AlreadyThere(), told.poll(20, TimeUnit.SECONDS));
  }

  @Test
  void whatWouldFailForEverIsGivenUpAndTold() throws Exception {
    Path other = Files.writeString(folder.resolve("s.jsonl"), "no JSON\n");
    owed.add(other, Before.of(other), entry(), told::add);
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
    owed.add(transcript, Before.of(transcript), entry(), told::add);
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
      Before before = Before.of(transcript);
      System.out.println(writer.append(transcript, entry()).getClass().getSimpleName());
      OwedEntries owed = new OwedEntries(writer, () -> true);
      owed.add(transcript, before, entry(), System.out::println);
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
