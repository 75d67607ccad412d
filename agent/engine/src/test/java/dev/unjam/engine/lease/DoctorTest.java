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
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class DoctorTest {
  @TempDir Path folder;
  private final Children children = new Children();
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @AfterEach
  void endChildren() {
    children.close();
  }

  @Test
  void anEmptyFolderIsClean() {
    assertEquals(0, doctor(false));
    assertTrue(out.toString().startsWith("lock files: 0 "), out.toString());
  }

  @Test
  void aLiveLockIsCleanAndShownInTheLineThatOperatorsKnow() throws Exception {
    long pid = children.sleeping();
    Path lock = Locks.write(folder, "s.jsonl.lock", pid, Instant.now());
    assertEquals(0, doctor(false));
    String line = out.toString().lines().findFirst().orElseThrow();
    assertTrue(
        line.matches(
            "\\Q" + lock + "\\E pid=" + pid + " \\(alive\\) age=\\d+s stale=no │ verdict=live .*"),
        line);
  }

  @Test
  void aHolderThatSaysItHasAnOpenIncidentIsStuck() throws Exception {
    long pid = children.sleeping();
    Path lock = Locks.write(folder, "s.lock", pid, Instant.now());
    HolderInquiry inquiry =
        (asked, path) ->
            asked == pid && path.equals(lock.toAbsolutePath())
                ? Optional.of(new HolderInquiry.Told(true, "worker-9", "i-7", false))
                : Optional.empty();
    Doctor doctor = new Doctor(NamePatterns.DEFAULT, ProcessProbe.ofThisMachine(), inquiry);
    PrintWriter lines = new PrintWriter(out);
    assertEquals(1, doctor.run(List.of(folder), false, false, lines, new PrintWriter(err)));
    assertTrue(out.toString().contains(" stale=no │ verdict=stuck "), out.toString());
    assertTrue(out.toString().contains("an open incident on it, i-7"), out.toString());
  }

  @Test
  void aStaleLockIsFoundAndNothingIsTouched() throws Exception {
    Path lock = stale("s.jsonl.lock");
    transcript();
    assertEquals(1, doctor(false));
    assertTrue(Files.exists(lock));
    assertFalse(Files.exists(folder.resolve(Guard.NAME)), "looking made a guard file");
    assertTrue(out.toString().contains(" stale=yes │ verdict=stale "), out.toString());
  }

  @Test
  void fixRemovesStaleLocksAndNothingElse() throws Exception {
    Path stale = stale("s.jsonl.lock");
    Path live = Locks.write(folder, "l.jsonl.lock", children.sleeping(), Instant.now());
    Path transcript = transcript();
    assertEquals(2, doctor(true));
    assertFalse(Files.exists(stale));
    assertTrue(Files.exists(live));
    assertEquals("{}\n", Files.readString(transcript));
  }

  @Test
  void fixLeavesWhatItCannotBeSureOfAndSaysSo() throws Exception {
    stale("s.jsonl.lock");
    Path unknown = Locks.write(folder, "u.lock", "half a line");
    assertEquals(3, doctor(true));
    assertTrue(Files.exists(unknown));
    assertTrue(out.toString().contains("left: only stale locks are removed"), out.toString());
  }

  @Test
  void aSessionWithoutItsTranscriptIsFound() throws Exception {
    Files.writeString(
        folder.resolve("sessions.json"),
        "{\"agent:main:main\":{\"sessionId\":\"gone\",\"updatedAt\":1},"
            + "\"other\":{\"sessionId\":\"s\"},"
            + "\"moved\":{\"sessionId\":\"m\",\"sessionFile\":\"/elsewhere/s.jsonl\"}}");
    transcript();
    assertEquals(1, doctor(false));
    String missing = "Main session transcript missing (" + folder.resolve("gone.jsonl") + ")";
    assertTrue(out.toString().contains(missing), out.toString());
    assertTrue(out.toString().contains("transcripts missing: 1"), out.toString());
  }

  @Test
  void jsonTellsWhichSessionAMissingTranscriptIsOf() throws Exception {
    Files.writeString(
        folder.resolve("sessions.json"), "{\"agent:main:main\":{\"sessionId\":\"gone\"}}");
    stale("n.jsonl.lock");
    assertEquals(1, run(true, false, folder));
    Map<String, @Nullable Object> report = JsonText.object(out.toString().strip()).orElseThrow();
    String gone = folder.resolve("gone.jsonl").toString();
    String byItsLock = folder.resolve("n.jsonl").toString();
    assertEquals(List.of(byItsLock, gone), report.get("missing_transcripts"));
    assertEquals(
        List.of(Map.of("session", "agent:main:main", "transcript", gone)),
        report.get("missing_sessions"));
  }

  @Test
  void aStaleLockWithoutATranscriptIsSaid() throws Exception {
    stale("n.jsonl.lock");
    doctor(false);
    assertTrue(out.toString().contains("transcript missing (" + folder.resolve("n.jsonl")));
  }

  @Test
  void jsonIsOneObjectWithWhatTheContractNames() throws Exception {
    Path lock = stale("s.jsonl.lock");
    transcript();
    assertEquals(2, run(true, true, folder));
    Map<String, @Nullable Object> report = JsonText.object(out.toString().strip()).orElseThrow();
    assertEquals(1L, report.get("schema"));
    List<?> locks = (List<?>) Objects.requireNonNull(report.get("locks"));
    Map<?, ?> found = (Map<?, ?>) locks.get(0);
    assertEquals(lock.toString(), found.get("path"));
    assertEquals(false, found.get("alive"));
    assertEquals("stale", found.get("state"));
    assertEquals(true, found.get("removed"));
    assertTrue(found.get("age_s") instanceof Long, String.valueOf(found));
    assertEquals(List.of(), report.get("missing_transcripts"));
    assertEquals(List.of(), report.get("errors"));
  }

  @Test
  void eachLockInJsonHasExactlyTheFieldsOfTheContract() throws Exception {
    Path unknown = Locks.write(folder, "u.lock", "half a line");
    stale("s.jsonl.lock");
    assertEquals(3, run(true, true, folder));
    Map<String, @Nullable Object> report = JsonText.object(out.toString().strip()).orElseThrow();
    List<String> top =
        List.of("schema", "locks", "missing_transcripts", "errors", "missing_sessions");
    assertEquals(top, List.copyOf(report.keySet()));
    List<?> locks = (List<?>) Objects.requireNonNull(report.get("locks"));
    List<String> fields = List.of("path", "pid", "alive", "age_s", "state", "reasons", "removed");
    for (Object lock : locks) {
      assertEquals(fields, List.copyOf(((Map<?, ?>) lock).keySet()));
    }
    Map<?, ?> left = (Map<?, ?>) locks.get(1);
    assertEquals(unknown.toString(), left.get("path"));
    assertEquals(false, left.get("removed"));
    String reasons = String.valueOf(left.get("reasons"));
    assertTrue(reasons.contains("left: only stale locks are removed"), reasons);
  }

  @Test
  void aFileThatVanishesWhileWeLookIsCountedAndNoHindrance() throws Exception {
    long pid = children.sleeping();
    Locks.write(folder, "a.jsonl.lock", pid, Instant.now());
    Path second = Locks.write(folder, "b.jsonl.lock", pid, Instant.now());
    Locks.write(folder, "c.jsonl.lock", pid, Instant.now());
    HolderInquiry removesTheSecond =
        (asked, path) -> {
          assertTrue(!path.endsWith("a.jsonl.lock") || second.toFile().delete());
          return Optional.empty();
        };
    Doctor doctor =
        new Doctor(NamePatterns.DEFAULT, ProcessProbe.ofThisMachine(), removesTheSecond);
    PrintWriter lines = new PrintWriter(out);
    assertEquals(0, doctor.run(List.of(folder), false, true, lines, lines));
    assertTrue(out.toString().contains("lock files: 2 (2 live,"), out.toString());
    assertTrue(out.toString().contains("gone while we looked: 1"), out.toString());
  }

  @Test
  void aProgramsOwnLockFilesMakeNoFolderOfSessions() throws Exception {
    Path empty = Locks.aged(Locks.write(folder, "yarn.lock", ""), Duration.ofDays(1));
    Files.writeString(folder.resolve("package.json"), "{}");
    assertEquals(4, doctor(true));
    assertTrue(err.toString().contains("not a folder of sessions"), err.toString());
    assertTrue(Files.exists(empty));
    Locks.write(folder, "gateway.lock", children.sleeping(), Instant.now());
    assertEquals(1, doctor(false), err.toString());
  }

  @Test
  void anIndexThatIsCutShortIsAnErrorAndTheLocksAreStillShown() throws Exception {
    stale("s.jsonl.lock");
    Files.writeString(folder.resolve("sessions.json"), "{\"a\":{\"sessionId\":\"x");
    assertEquals(4, doctor(false));
    assertTrue(err.toString().contains("sessions.json: not of a form that is known"));
    assertTrue(out.toString().contains("stale=yes"), out.toString());
  }

  @Test
  void aFolderThatIsNotThereIsAnErrorThatNamesIt() {
    assertEquals(4, run(false, false, folder.resolve("no")));
    assertEquals("doctor: " + folder.resolve("no") + ": it is not there\n", err.toString());
    assertTrue(out.toString().contains(", errors (on standard error): 1"), out.toString());
  }

  @Test
  void aFileInPlaceOfAFolderIsAnError() throws Exception {
    assertEquals(4, run(false, false, transcript()));
    assertTrue(err.toString().contains("it is not a folder"), err.toString());
  }

  @Test
  void aFolderOfOtherThingsIsNoFolderOfSessions() throws Exception {
    Files.writeString(folder.resolve("holiday.jpeg"), "");
    assertEquals(4, doctor(true));
    assertTrue(err.toString().contains("not a folder of sessions"), err.toString());
  }

  @Test
  void oneFolderInErrorDoesNotHideTheOthers() throws Exception {
    stale("s.jsonl.lock");
    assertEquals(4, run(false, false, folder.resolve("no"), folder));
    assertTrue(out.toString().contains("stale=yes"), out.toString());
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void aNameCannotForgeALine() throws Exception {
    stale("a\nx pid=1 (alive) age=1s stale=no.lock");
    doctor(false);
    assertEquals(2, out.toString().lines().count(), out.toString());
    assertTrue(out.toString().contains("a\\nx pid=1"), out.toString());
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void aFolderReachedByALinkAndByItselfIsLookedAtOnce(@TempDir Path elsewhere) throws Exception {
    stale("s.jsonl.lock");
    Path link = Files.createSymbolicLink(elsewhere.resolve("link"), folder);
    run(false, false, link, folder);
    assertTrue(out.toString().contains("lock files: 1 "), out.toString());
  }

  @Test
  void whatAKilledRemoverLeftAsideIsPutBackOrFinished() throws Exception {
    long pid = children.sleeping();
    Locks.write(folder, "live.lock.1f" + Aside.SUFFIX, pid, Instant.now());
    Locks.write(folder, "dead.lock.2f" + Aside.SUFFIX, Children.dead(), Instant.now());
    Files.writeString(folder.resolve("sessions.json"), "{}");
    assertEquals(1, doctor(false));
    assertTrue(out.toString().contains("left it aside"), out.toString());
    out.getBuffer().setLength(0);
    assertEquals(2, doctor(true), "something was removed");
    assertTrue(out.toString().contains("lock files: 2 (1 live, 0 stuck, 1 stale, 0 unknown)"));
    assertTrue(out.toString().contains("removed: 1, left: 0"), out.toString());
    assertTrue(Files.exists(folder.resolve("live.lock")));
    assertFalse(Files.exists(folder.resolve("dead.lock")));
    try (var files = Files.list(folder)) {
      assertEquals(3, files.count());
    }
  }

  private Path stale(String name) throws IOException, InterruptedException {
    return Locks.write(folder, name, Children.dead(), Instant.now().minus(Duration.ofMinutes(9)));
  }

  private Path transcript() throws IOException {
    return Files.writeString(folder.resolve("s.jsonl"), "{}\n");
  }

  private int doctor(boolean fix) {
    return run(false, fix, folder);
  }

  private int run(boolean json, boolean fix, Path... folders) {
    return Doctor.ofThisMachine()
        .run(List.of(folders), json, fix, new PrintWriter(out), new PrintWriter(err));
  }
}
