package dev.unjam.engine.lease;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.unjam.engine.os.Children;
import dev.unjam.engine.os.ProcessProbe;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class JudgeTest {
  @TempDir Path folder;
  private final Children children = new Children();

  @AfterEach
  void endChildren() {
    children.close();
  }

  @Test
  void ageAloneNeverMakesALiveHoldersLockStale() throws Exception {
    Path lock = Locks.write(folder, "a.jsonl.lock", children.sleeping(), Instant.now());
    Locks.aged(lock, Duration.ofDays(300));
    assertEquals(Verdict.LIVE, Locks.verdict(lock));
  }

  @Test
  void aLockOfADeadPidIsStale() throws Exception {
    Path lock = Locks.write(folder, "a.lock", Children.dead(), Instant.now());
    assertEquals(Verdict.STALE, Locks.verdict(lock));
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void aLockOfAZombieIsStale() throws Exception {
    Path lock = Locks.write(folder, "a.lock", children.zombie(), Instant.now());
    assertEquals(Verdict.STALE, Locks.verdict(lock));
  }

  @Test
  void aPidWhoseProcessIsYoungerThanTheLockWasGivenOutAnew() throws Exception {
    Instant anHourAgo = Instant.now().minus(Duration.ofHours(1));
    Path lock = Locks.write(folder, "a.lock", children.sleeping(), anHourAgo);
    assertEquals(Verdict.STALE, Locks.verdict(lock));
  }

  @Test
  void ourOwnPidOnALockFromBeforeWeStartedIsStale() throws Exception {
    Instant aYearAgo = Instant.now().minus(Duration.ofDays(365));
    Path lock = Locks.write(folder, "a.lock", ProcessHandle.current().pid(), aYearAgo);
    assertEquals(Verdict.STALE, Locks.verdict(lock));
  }

  @Test
  void ourOwnPidOnALockFromOurTimeIsUnknown() throws Exception {
    Path lock = Locks.write(folder, "a.lock", ProcessHandle.current().pid(), Instant.now());
    assertEquals(Verdict.UNKNOWN, Locks.verdict(lock));
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void theStartTimeInTheLockDecidesWhetherThePidIsTheSameProcess() throws Exception {
    long pid = children.sleeping();
    long start = ProcessProbe.ofThisMachine().startTime(pid).orElseThrow();
    assertEquals(Verdict.LIVE, Locks.verdict(withStart(pid, start)));
    assertEquals(Verdict.STALE, Locks.verdict(withStart(pid, start - 1)));
  }

  @Test
  void aStartTimeInAnotherUnitIsNotCompared() throws Exception {
    assertEquals(
        Verdict.LIVE, Locks.verdict(withStart(children.sleeping(), System.currentTimeMillis())));
  }

  @Test
  void aLiveHolderThatKeepsItLongerThanItMeantToIsStuckAtMost() throws Exception {
    String payload =
        "{\"pid\":%d,\"createdAt\":\"%s\",\"maxHoldMs\":1}"
            .formatted(children.sleeping(), Instant.now().minusSeconds(1));
    assertEquals(Verdict.STUCK, Locks.verdict(Locks.write(folder, "a.lock", payload)));
  }

  @Test
  void anEmptyFileIsUnknownForThirtySeconds() throws Exception {
    Path lock = Locks.write(folder, "a.lock", "");
    assertEquals(Verdict.UNKNOWN, Locks.verdict(Locks.aged(lock, Duration.ofSeconds(20))));
    assertEquals(Verdict.STALE, Locks.verdict(Locks.aged(lock, Duration.ofSeconds(31))));
  }

  @Test
  void aHalfWrittenFileIsUnknownHoweverOld() throws Exception {
    Path lock = Locks.write(folder, "a.lock", "{\"pid\":12,\"crea");
    assertEquals(Verdict.UNKNOWN, Locks.verdict(Locks.aged(lock, Duration.ofDays(3))));
  }

  @Test
  void aFileWithoutAPidIsUnknown() throws Exception {
    assertEquals(Verdict.UNKNOWN, Locks.verdict(Locks.write(folder, "yarn.lock", "{\"v\":1}")));
    assertEquals(Verdict.UNKNOWN, Locks.verdict(Locks.write(folder, "z.lock", "{\"pid\":0}")));
  }

  @Test
  void anotherHostsLockIsUnknownThoughItsPidIsDeadHere() throws Exception {
    String payload = "{\"pid\":%d,\"hostname\":\"some-other-host\"}".formatted(Children.dead());
    assertEquals(Verdict.UNKNOWN, Locks.verdict(Locks.write(folder, "a.lock", payload)));
    String boot = "{\"pid\":%d,\"bootId\":\"some-other-boot\"}".formatted(Children.dead());
    assertEquals(Verdict.UNKNOWN, Locks.verdict(Locks.write(folder, "b.lock", boot)));
  }

  @Test
  void whatIsNoRegularFileIsUnknownAndNeverOpened() throws Exception {
    Path target = Locks.write(folder, "target", Children.dead(), Instant.now());
    Path link = Files.createSymbolicLink(folder.resolve("a.lock"), target);
    assertEquals(Verdict.UNKNOWN, Locks.verdict(link));
    assertEquals(Verdict.UNKNOWN, Locks.verdict(Files.createDirectory(folder.resolve("d.lock"))));
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void aPidFileOfAFifoDoesNotBlock() throws Exception {
    Path fifo = folder.resolve("f.lock");
    assertEquals(0, children.start("mkfifo", fifo.toString()).waitFor());
    assertEquals(Verdict.UNKNOWN, Locks.verdict(fifo));
  }

  @Test
  void aBarePidIsReadAsOne() throws Exception {
    assertEquals(
        Verdict.STALE, Locks.verdict(Locks.write(folder, "a.lock", Children.dead() + "\n")));
  }

  @Test
  void fieldsThatWeDoNotKnowAreKept() throws IOException {
    Path lock = Locks.write(folder, "a.lock", "{\"pid\":1,\"why\":{\"x\":[1,null]}}");
    LockFile file = LockFileReader.read(lock).orElseThrow();
    assertTrue(file.fields().containsKey("why"));
    assertEquals("{\"pid\":1,\"why\":{\"x\":[1,null]}}", file.raw());
  }

  private Path withStart(long pid, long start) throws IOException {
    String payload =
        "{\"pid\":%d,\"createdAt\":\"%s\",\"starttime\":%d}".formatted(pid, Instant.now(), start);
    return Locks.write(folder, "a.lock", payload);
  }
}
