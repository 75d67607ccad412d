package dev.unjam.engine.lease;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.unjam.engine.os.Children;
import dev.unjam.engine.os.ProcessProbe;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What the doctor does about files that lie aside, have long names, or are empty. */
class DoctorFixesTest {
  @TempDir Path folder;
  private final Children children = new Children();
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @AfterEach
  void endChildren() {
    children.close();
  }

  @Test
  void whatWasPutBackAloneIsNothingThatWasRemoved() throws Exception {
    Locks.write(folder, "live.lock.1f" + Aside.SUFFIX, children.sleeping(), Instant.now());
    assertEquals(0, doctor(true));
    assertTrue(out.toString().contains("removed: 0, left: 0"), out.toString());
  }

  @Test
  void whatCannotBePutBackIsAnError() throws Exception {
    Locks.write(folder, "a.lock.1f" + Aside.SUFFIX, children.sleeping(), Instant.now());
    Locks.write(folder, "a.lock", children.sleeping(), Instant.now());
    assertEquals(4, doctor(true));
    assertTrue(err.toString().contains("is kept as"), err.toString());
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void aLockWithTheLongestNameThereIsIsRemoved() throws Exception {
    stale("L".repeat(250) + ".lock");
    stale("L".repeat(101 - 5) + ".lock");
    stale("M".repeat(100 - 5) + ".lock");
    assertEquals(2, doctor(true), out.toString() + err);
    assertTrue(out.toString().contains("removed: 3, left: 0"), out.toString());
    try (var files = Files.list(folder)) {
      assertEquals(List.of(Guard.NAME), files.map(f -> f.getFileName().toString()).toList());
    }
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void whatLiesAsideInAFolderOfItsOwnIsToldAndFinished() throws Exception {
    String live = "L".repeat(245) + ".lock";
    String dead = "D".repeat(245) + ".lock";
    Path first = Files.createDirectory(folder.resolve("1f" + Aside.SUFFIX));
    Path second = Files.createDirectory(folder.resolve("2f" + Aside.SUFFIX));
    Files.createDirectory(folder.resolve("3f" + Aside.SUFFIX));
    Locks.write(first, live, children.sleeping(), Instant.now());
    Locks.write(second, dead, Children.dead(), Instant.now());
    assertEquals(1, doctor(false));
    assertTrue(out.toString().contains("0 live, 0 stuck, 0 stale, 2 unknown"), out.toString());
    assertEquals(2, doctor(true), out.toString() + err);
    assertTrue(Files.exists(folder.resolve(live)));
    try (var files = Files.list(folder)) {
      assertEquals(2, files.count(), "the lock and the guard");
    }
  }

  @Test
  void everybodyIsAskedForAnEmptyLockFileBeforeItIsStale() throws Exception {
    Path lock = Locks.aged(Locks.write(folder, "a.jsonl.lock", ""), Duration.ofHours(1));
    Path other = Locks.aged(Locks.write(folder, "b.jsonl.lock", ""), Duration.ofHours(1));
    Files.writeString(folder.resolve("a.jsonl"), "");
    HolderInquiry somebody = new Everybody(lock, new HolderInquiry.Told(true, "w#7", null, false));
    assertEquals(2, fixAsking(somebody));
    assertTrue(Files.exists(lock), out.toString());
    assertTrue(out.toString().contains("verdict=live"), out.toString());
    assertFalse(Files.exists(other));
  }

  @Test
  void whereNotAllCouldBeAskedAnEmptyLockFileIsUnknown() throws Exception {
    Path lock = Locks.aged(Locks.write(folder, "a.jsonl.lock", ""), Duration.ofHours(1));
    assertEquals(3, fixAsking(new Everybody(lock, new HolderInquiry.NotAllAsked(7, "it is mute"))));
    assertTrue(Files.exists(lock));
    assertTrue(out.toString().contains("pid 7 has Unjam inside"), out.toString());
  }

  private int fixAsking(HolderInquiry inquiry) {
    return new Doctor(NamePatterns.DEFAULT, ProcessProbe.ofThisMachine(), inquiry)
        .run(List.of(folder), false, true, new PrintWriter(out), new PrintWriter(err));
  }

  /** Answers for one lock file, whoever is asked. */
  private record Everybody(Path lock, HolderInquiry.Answer answer) implements HolderInquiry {
    @Override
    public Optional<Answer> ask(long pid, Path which) {
      return Optional.empty();
    }

    @Override
    public Optional<Answer> askAll(Path which) {
      return which.endsWith(lock.getFileName()) ? Optional.of(answer) : Optional.empty();
    }
  }

  private Path stale(String name) throws IOException, InterruptedException {
    return Locks.write(folder, name, Children.dead(), Instant.now().minus(Duration.ofMinutes(9)));
  }

  private int doctor(boolean fix) {
    return Doctor.ofThisMachine()
        .run(List.of(folder), false, fix, new PrintWriter(out), new PrintWriter(err));
  }
}
