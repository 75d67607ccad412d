package dev.unjam.engine.lease;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.unjam.engine.os.Children;
import dev.unjam.engine.os.KernelLocks;
import dev.unjam.engine.os.Machine;
import dev.unjam.engine.os.Probes;
import dev.unjam.engine.os.ProcessProbe;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
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
    Locks.aged(lock, Duration.ofHours(1));
    assertEquals(Verdict.STALE, Locks.judge(lock, Clocks.leftAlone()).verdict());
  }

  @Test
  void whereTheClockMayHaveBeenSetAHolderThatRunsIsNeverTooYoungForItsLock() throws Exception {
    Instant anHourAgo = Instant.now().minus(Duration.ofHours(1));
    Path lock = Locks.write(folder, "a.lock", children.sleeping(), anHourAgo);
    Locks.aged(lock, Duration.ofHours(1));
    Judgement judgement = Locks.judge(lock, Clocks.set());
    assertEquals(Verdict.UNKNOWN, judgement.verdict());
    assertTrue(judgement.reasons().get(0).contains("the clock was set"), judgement.toString());
    Locks.write(folder, "a.lock", children.sleeping(), Instant.now().minusSeconds(40));
    Locks.aged(lock, Duration.ofSeconds(40));
    assertEquals(Verdict.UNKNOWN, Locks.judge(lock, Clocks.leftAlone()).verdict());
  }

  @Test
  void ourOwnPidOnALockFromBeforeWeStartedIsStaleWhateverTheClockDid() throws Exception {
    Instant aYearAgo = Instant.now().minus(Duration.ofDays(365));
    Path lock = Locks.write(folder, "a.lock", ProcessHandle.current().pid(), aYearAgo);
    assertEquals(Verdict.STALE, Locks.judge(lock, Clocks.set()).verdict());
  }

  @Test
  void aLockThatWasWrittenToSinceItsProcessStartedIsLiveWhateverItSays() throws Exception {
    long pid = children.sleeping();
    Instant nineMinutesAgo = Instant.now().minus(Duration.ofSeconds(566));
    Path lock = Locks.write(folder, "a.lock", pid, nineMinutesAgo);
    assertEquals(Verdict.LIVE, Locks.verdict(lock));
    assertTrue(LockLine.of(Locks.judge(lock)).contains(" pid=" + pid + " (alive) age=9m2"));
    Path odd = Locks.write(folder, "b.lock", "{\"pid\":" + pid + ",\"createdAt\":0}");
    assertEquals(Verdict.LIVE, Locks.verdict(odd));
  }

  @Test
  void ourOwnPidOnALockFromBeforeWeStartedIsStale() throws Exception {
    Instant aYearAgo = Instant.now().minus(Duration.ofDays(365));
    Path lock = Locks.write(folder, "a.lock", ProcessHandle.current().pid(), aYearAgo);
    assertEquals(Verdict.STALE, Locks.verdict(lock));
    assertEquals(Verdict.STALE, Locks.verdict(Locks.aged(lock, Duration.ofDays(365))));
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
  @EnabledOnOs(OS.LINUX)
  void itsOwnStartInAnotherUnitIsNoOtherProcess() throws Exception {
    long pid = children.sleeping();
    ProcessProbe probe = ProcessProbe.ofThisMachine();
    long ticks = probe.startTime(pid).orElseThrow();
    long seconds = probe.startedAt(pid).orElseThrow().getEpochSecond();
    for (long start : List.of(seconds, seconds - 1, ticks / 100, ticks * 10)) {
      assertEquals(Verdict.LIVE, Locks.verdict(withStart(pid, start)), () -> "" + start);
    }
    for (long start : List.of(seconds + 60, ticks / 100 + 60, ticks * 10 + 60_000, ticks + 100)) {
      assertEquals(Verdict.STALE, Locks.verdict(withStart(pid, start)), () -> "" + start);
    }
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
  @EnabledOnOs(OS.LINUX)
  void aKernelLockMakesItLiveWhateverIsWrittenInIt() throws Exception {
    Path dead = Locks.write(folder, "a.lock", Children.dead(), Instant.now());
    Path empty = Locks.aged(Locks.write(folder, "b.lock", ""), Duration.ofDays(3));
    for (Path lock : List.of(dead, empty)) {
      assertEquals(Verdict.STALE, Locks.verdict(lock));
      List<String> command = Probes.command(List.of(), "lock", lock.toString());
      Process holder = children.start(command.toArray(String[]::new));
      assertEquals("locked", holder.inputReader().readLine());
      Judgement held = Locks.judge(lock);
      assertEquals(Verdict.LIVE, held.verdict());
      String reason = "the kernel holds a lock on it for pid " + holder.pid();
      assertEquals(List.of(reason), held.reasons());
      holder.destroyForcibly().waitFor();
      assertEquals(Verdict.STALE, Locks.verdict(lock));
    }
  }

  @Test
  void whereStartTimesCannotBeReadAHolderThatRunsIsLiveAndTheReasonSaysWhatIsMissing()
      throws Exception {
    long start = ProcessProbe.ofThisMachine().startTime(ProcessHandle.current().pid()).orElse(7);
    Path lock = withStart(children.sleeping(), start + 1_000_000);
    Judge elsewhere =
        new Judge(
            ProcessProbe.ofOtherSystems(), Machine.here(), KernelLocks.now(), HolderInquiry.NOBODY);
    Judgement judgement = elsewhere.judge(LockFileReader.read(lock).orElseThrow(), Instant.now());
    assertEquals(Verdict.LIVE, judgement.verdict());
    assertTrue(judgement.reasons().get(0).endsWith("cannot be seen here"), judgement.toString());
  }

  @Test
  void anEmptyFileIsUnknownForThirtySeconds() throws Exception {
    Path lock = Locks.write(folder, "a.lock", "");
    assertEquals(Verdict.UNKNOWN, Locks.verdict(Locks.aged(lock, Duration.ofSeconds(20))));
    assertEquals(Verdict.STALE, Locks.verdict(Locks.aged(lock, Duration.ofSeconds(31))));
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void anEmptyFileThatSomebodyHasOpenIsUnknownHoweverOld() throws Exception {
    Path lock = Locks.aged(Locks.write(folder, "a.lock", ""), Duration.ofDays(3));
    try (InputStream open = Files.newInputStream(lock)) {
      assertEquals(-1, open.read());
      Judgement judgement = Locks.judge(lock);
      assertEquals(Verdict.UNKNOWN, judgement.verdict());
      String opener = "pid " + ProcessHandle.current().pid() + " has it open";
      assertTrue(judgement.reasons().get(0).endsWith(opener), judgement.reasons().toString());
    }
    assertEquals(Verdict.STALE, Locks.verdict(lock));
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
    String namespace = "{\"pid\":%d,\"pidNamespace\":\"pid:[1]\"}".formatted(Children.dead());
    assertEquals(Verdict.UNKNOWN, Locks.verdict(Locks.write(folder, "c.lock", namespace)));
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void whatWasWrittenInThisBootOnThisHostIsJudgedByItsPid() throws Exception {
    Machine here = Machine.here();
    String payload =
        "{\"pid\":%d,\"hostname\":\"%s\",\"bootId\":\"%s\",\"pidNamespace\":\"%s\"}"
            .formatted(Children.dead(), here.hostname(), here.bootId(), here.pidNamespace());
    assertEquals(Verdict.STALE, Locks.verdict(Locks.write(folder, "a.lock", payload)));
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
  void whatOtherLanguagesWriteIsRead() throws Exception {
    long dead = Children.dead();
    Path text = Locks.write(folder, "a.lock", "{\"pid\":\"" + dead + "\"}");
    assertEquals(Verdict.STALE, Locks.verdict(text));
    Path marked = Locks.write(folder, "b.lock", "\uFEFF{\"pid\":" + dead + "}\r\n");
    assertEquals(Verdict.STALE, Locks.verdict(marked));
    Path millis =
        Locks.write(folder, "c.lock", "{\"pid\":" + dead + ",\"createdAt\":1760000000000}");
    Instant created = LockFileReader.read(millis).orElseThrow().createdAt();
    assertEquals(Instant.ofEpochMilli(1760000000000L), created);
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
