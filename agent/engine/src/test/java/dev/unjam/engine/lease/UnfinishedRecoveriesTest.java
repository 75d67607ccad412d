package dev.unjam.engine.lease;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.unjam.engine.os.KernelLocks;
import dev.unjam.engine.report.Event;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What a process left that was killed between the journal's line and its mark. */
class UnfinishedRecoveriesTest {
  private static final String MESSAGE = "{\"type\":\"message\",\"id\":\"aaaa0001\"}\n";

  @TempDir Path folder;
  private final List<Event> said = new ArrayList<>();

  @Test
  void anEntryThatIsNotThereIsWritten() throws Exception {
    Path transcript = transcript(MESSAGE);
    killedBefore(transcript, entry("i-1"));
    assertEquals(List.of(), finish());
    assertEquals(1, told(transcript, "i-1"));
    assertEquals("written", said.get(0).fields().get("result"));
    assertEquals(0, Files.size(journal()));
    assertEquals(List.of(), finish());
    assertEquals(1, said.size(), "nothing is left to be said");
  }

  @Test
  void oneThatIsThereIsDroppedHoweverMuchWasWrittenBehindIt() throws Exception {
    Path transcript = transcript(MESSAGE);
    killedBefore(transcript, entry("i-1"));
    String line = TranscriptForm.OPENCLAW.line(transcript, entry("i-1"), "aaaa0001");
    Files.writeString(transcript, line + "\n", StandardOpenOption.APPEND);
    for (int i = 0; i < 40; i++) {
      String large = "{\"id\":\"b" + i + "\",\"x\":\"" + "x".repeat(10_000) + "\"}\n";
      Files.writeString(transcript, large, StandardOpenOption.APPEND);
    }
    finish();
    assertEquals(1, told(transcript, "i-1"));
    assertEquals("alreadythere", said.get(0).fields().get("result"));
    assertEquals(0, Files.size(journal()));
  }

  @Test
  void oneThatWasTornIsEndedAndWrittenAgain() throws Exception {
    Path transcript = transcript(MESSAGE);
    killedBefore(transcript, entry("i-1"));
    String line = TranscriptForm.OPENCLAW.line(transcript, entry("i-1"), "aaaa0001");
    Files.writeString(transcript, line.substring(0, 50), StandardOpenOption.APPEND);
    finish();
    assertEquals(1, told(transcript, "i-1"));
  }

  @Test
  void onceTheHostGoesOnNothingIsWrittenAndTheEntryWaitsForAnotherStart() throws Exception {
    Path transcript = transcript(MESSAGE);
    Instant longAgo = Instant.now().minus(Duration.ofDays(30));
    killedBefore(transcript, new RecoveryEntry("i-1", longAgo, "quota", Map.of("status", 429)));
    // at the start of it, before the folder, the entry, and the write
    for (int last = 0; last < 3; last++) {
      AtomicInteger asked = new AtomicInteger(last);
      unfinished(lock -> false)
          .finish(List.of(folder), said::add, () -> asked.getAndDecrement() > 0);
      assertEquals(0, told(transcript, "i-1"), "went on after " + last);
    }
    finish();
    assertEquals(1, told(transcript, "i-1"));
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void aTranscriptThatIsLockedIsNotOpenedForThatWouldDropItsLock() throws Exception {
    Path transcript = transcript(MESSAGE);
    killedBefore(transcript, entry("i-1"));
    try (FileChannel channel = FileChannel.open(transcript, StandardOpenOption.WRITE);
        FileLock lock = channel.lock()) {
      List<String> problems = finish();
      assertTrue(problems.get(0).contains("operating system lock"), problems::toString);
      TranscriptWriter writer = new TranscriptWriter(TranscriptForm.OPENCLAW);
      assertInstanceOf(TranscriptOutcome.Failed.class, writer.append(transcript, entry("i-2")));
      assertTrue(lock.isValid());
      assertTrue(KernelLocks.now().holder(transcript).isPresent(), "it was dropped");
    }
    finish();
    assertEquals(1, told(transcript, "i-1"));
  }

  @Test
  void aSessionInUseIsLeftForAnotherStart() throws Exception {
    Path transcript = transcript(MESSAGE);
    killedBefore(transcript, entry("i-1"));
    Path lock = folder.resolve("s.jsonl.lock");
    List<String> problems = finish(path -> path.equals(lock));
    assertTrue(problems.get(0).contains("in use"), problems::toString);
    assertEquals(0, told(transcript, "i-1"));
    finish();
    assertEquals(1, told(transcript, "i-1"));
  }

  @Test
  void theLockOfALivingProcessCountsAndThatOfADeadOneDoesNot() throws Exception {
    Path lock = Locks.write(folder, "s.jsonl.lock", ProcessHandle.current().pid(), Instant.now());
    Predicate<Path> living = LivingHolders.of(path -> true, false);
    assertTrue(living.test(lock), "held here");
    assertFalse(LivingHolders.of(path -> false, false).test(folder.resolve("none.jsonl.lock")));
  }

  @Test
  void aTranscriptThatIsGoneIsNotMadeAgainButOneThatNeverWasIs() throws Exception {
    Path gone = transcript(MESSAGE);
    killedBefore(gone, entry("i-1"));
    Files.delete(gone);
    finish();
    assertTrue(Files.notExists(gone));
    Path missing = folder.resolve("new.jsonl");
    killedBefore(missing, entry("i-2"));
    finish();
    assertEquals(2, Files.readAllLines(missing).size(), "its header, too");
  }

  @Test
  void whatIsNoLineOfOursLeadsNowhere() throws Exception {
    Path outside = Files.createDirectory(folder.resolve("in"));
    Path transcript = transcript(MESSAGE);
    String line = new PendingEntry("../s.jsonl", 0, entry("i-1")).toLine();
    Files.writeString(
        outside.resolve(RecoveryJournal.NAME), line + "\n{\"done\":3}\nnonsense\n" + "{\"trans");
    UnfinishedRecoveries unfinished = unfinished(lock -> false);
    assertEquals(List.of(), unfinished.finish(List.of(outside, folder), said::add, () -> true));
    assertEquals(MESSAGE, Files.readString(transcript));
  }

  @Test
  void whatFailsNowIsKeptAndDoesNotKeepOthersWaiting() throws Exception {
    Path transcript = transcript(MESSAGE);
    Path folderInItsPlace = folder.resolve("dir.jsonl");
    killedBefore(folderInItsPlace, entry("i-1"));
    killedBefore(transcript, entry("i-2"));
    Files.createDirectory(folderInItsPlace);
    List<String> problems = finish();
    assertEquals(1, problems.size(), problems::toString);
    assertEquals(1, told(transcript, "i-2"));
    Files.delete(folderInItsPlace);
    finish();
    assertEquals(1, told(folderInItsPlace, "i-1"));
    assertEquals(1, told(transcript, "i-2"));
    assertEquals(0, Files.size(journal()));
  }

  @Test
  void aWriteThatFailedIsDoneByTheNextStart() throws Exception {
    Path away = folder.resolve("away");
    Path transcript = Files.createSymbolicLink(folder.resolve("s.jsonl"), away.resolve("s.jsonl"));
    TranscriptWriter writer = new TranscriptWriter(TranscriptForm.OPENCLAW);
    assertInstanceOf(TranscriptOutcome.Failed.class, writer.append(transcript, entry("i-1")));
    List<String> problems = finish();
    assertTrue(problems.get(0).contains("cannot be written"), "it cannot be done yet either");
    assertEquals(List.of(), said);

    Files.createDirectory(away);
    assertEquals(List.of(), finish());
    assertEquals(1, told(away.resolve("s.jsonl"), "i-1"));
    assertEquals("written", said.get(0).fields().get("result"));
    assertEquals(0, Files.size(journal()), "nothing is left of what is done");
    assertEquals(List.of(), finish());
    assertEquals(1, told(away.resolve("s.jsonl"), "i-1"));
  }

  @Test
  void aWriteThatSucceededLeavesNothingForTheNextStart() throws Exception {
    TranscriptWriter writer = new TranscriptWriter(TranscriptForm.OPENCLAW);
    Path transcript = transcript(MESSAGE);
    assertInstanceOf(TranscriptOutcome.Written.class, writer.append(transcript, entry("i-1")));
    assertEquals(0, Files.size(journal()));
    assertEquals(List.of(), finish());
    assertEquals(List.of(), said);
    assertEquals(1, told(transcript, "i-1"));
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void aPipeInPlaceOfTheTranscriptKeepsNobodyWaiting() throws Exception {
    Path transcript = transcript(MESSAGE);
    killedBefore(transcript, entry("i-1"));
    Files.delete(transcript);
    assertEquals(0, new ProcessBuilder("mkfifo", transcript.toString()).start().waitFor());
    List<String> problems = assertTimeoutPreemptively(Duration.ofSeconds(30), () -> finish());
    assertTrue(problems.get(0).endsWith("it is not a regular file"), problems::toString);
  }

  @Test
  void twoWritersOfOneFolderDoNotHinderEachOther() throws Exception {
    Path transcript = transcript(MESSAGE);
    Thread[] writers = new Thread[4];
    for (int i = 0; i < writers.length; i++) {
      String name = "i-" + i + "-";
      writers[i] =
          new Thread(
              () -> {
                TranscriptWriter writer = new TranscriptWriter(TranscriptForm.OPENCLAW);
                for (int n = 0; n < 10; n++) {
                  writer.append(transcript, entry(name + n));
                }
              });
      writers[i].start();
    }
    for (Thread writer : writers) {
      writer.join();
    }
    assertEquals(41, Files.readAllLines(transcript).size());
    assertEquals(0, Files.size(journal()));
  }

  private void killedBefore(Path transcript, RecoveryEntry entry) throws IOException {
    long size = Files.exists(transcript) ? Files.size(transcript) : 0;
    RecoveryJournal journal =
        Objects.requireNonNull(RecoveryJournal.open(folder, Duration.ofSeconds(1)));
    try (journal) {
      journal.begin(new PendingEntry(String.valueOf(transcript.getFileName()), size, entry));
    }
  }

  private List<String> finish() {
    return finish(lock -> false);
  }

  private List<String> finish(Predicate<Path> inUse) {
    return unfinished(inUse).finish(List.of(folder), said::add, () -> true);
  }

  private static UnfinishedRecoveries unfinished(Predicate<Path> inUse) {
    return new UnfinishedRecoveries(new TranscriptWriter(TranscriptForm.OPENCLAW), inUse);
  }

  private static long told(Path transcript, String incident) throws IOException {
    if (Files.notExists(transcript)) {
      return 0;
    }
    return Files.readAllLines(transcript).stream()
        .map(line -> JsonText.object(line).orElse(Map.<String, @Nullable Object>of()))
        .filter(object -> TranscriptForm.OPENCLAW.tells(object, incident))
        .count();
  }

  private Path journal() {
    return folder.resolve(RecoveryJournal.NAME);
  }

  private Path transcript(String content) throws IOException {
    return Files.writeString(folder.resolve("s.jsonl"), content);
  }

  private static RecoveryEntry entry(String incident) {
    return new RecoveryEntry(incident, Instant.now(), "quota", Map.of("status", 429));
  }
}
