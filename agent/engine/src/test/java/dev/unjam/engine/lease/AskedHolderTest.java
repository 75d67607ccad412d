package dev.unjam.engine.lease;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.unjam.engine.os.Children;
import dev.unjam.engine.os.ProcessProbe;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a holder's JVM says, weighed against what the file and the machine say. */
class AskedHolderTest {
  @TempDir Path folder;
  private final Children children = new Children();
  private final List<Long> asked = new ArrayList<>();

  @AfterEach
  void endChildren() {
    children.close();
  }

  @Test
  void whoHoldsItAndIsNotStuckIsLive() throws Exception {
    Judgement judgement = judge(live(), new HolderInquiry.Told(true, "\"w\"#7", null, false));
    assertEquals(Verdict.LIVE, judgement.verdict());
    assertEquals("its JVM says that \"w\"#7 holds it", judgement.reasons().get(1));
  }

  @Test
  void whoseIncidentIsOpenAndWhomNothingHelpedAreStuck() throws Exception {
    Judgement open = judge(live(), new HolderInquiry.Told(true, "w", "inc-7 (silent)", false));
    assertEquals(Verdict.STUCK, open.verdict());
    assertTrue(open.reasons().get(1).endsWith("an open incident on it, inc-7 (silent)"));
    Judgement givenUp = judge(live(), new HolderInquiry.Told(true, "w", null, true));
    assertEquals(Verdict.STUCK, givenUp.verdict());
  }

  @Test
  void aJvmThatKnowsOfNoHoldMayHaveBeenAttachedToLater() throws Exception {
    Judgement judgement = judge(live(), new HolderInquiry.Told(false, null, null, false));
    assertEquals(Verdict.LIVE, judgement.verdict());
    assertEquals("its JVM knows of no hold on it", judgement.reasons().get(1));
  }

  @Test
  void aJvmThatDoesNotAnswerIsNotStaleAndThatIsSaid() throws Exception {
    Judgement judgement = judge(live(), new HolderInquiry.Mute("it is stopped"));
    assertEquals(Verdict.LIVE, judgement.verdict());
    assertTrue(judgement.reasons().get(1).endsWith("could not be asked: it is stopped"));
  }

  @Test
  void whoSaysThatItHoldsTheLockIsBelievedMoreThanTheClocks() throws Exception {
    Path lock = Locks.write(folder, "a.lock", "{\"pid\":" + children.sleeping() + "}");
    Locks.aged(lock, Duration.ofHours(1));
    HolderInquiry.Told held = new HolderInquiry.Told(true, "w", null, false);
    HolderInquiry.Told notHeld = new HolderInquiry.Told(false, null, null, false);
    assertEquals(Verdict.LIVE, judge(lock, held, Clocks.leftAlone()).verdict());
    assertEquals(Verdict.STALE, judge(lock, notHeld, Clocks.leftAlone()).verdict());
    assertEquals(Verdict.LIVE, judge(lock, held, Clocks.set()).verdict());
    assertEquals(Verdict.UNKNOWN, judge(lock, notHeld, Clocks.set()).verdict());
  }

  @Test
  void nobodyIsAskedForADeadProcessOrForAnotherHostsOne() throws Exception {
    HolderInquiry.Told held = new HolderInquiry.Told(true, "w", null, false);
    judge(Locks.write(folder, "a.lock", Children.dead(), Instant.now()), held);
    String elsewhere = "{\"pid\":" + children.sleeping() + ",\"hostname\":\"some-other-host\"}";
    judge(Locks.write(folder, "b.lock", elsewhere), held);
    assertEquals(List.of(), asked);
  }

  private Path live() throws Exception {
    return Locks.write(folder, "a.lock", children.sleeping(), Instant.now());
  }

  private Judgement judge(Path lock, HolderInquiry.Answer answer) {
    return judge(lock, answer, ProcessProbe.ofThisMachine());
  }

  private Judgement judge(Path lock, HolderInquiry.Answer answer, ProcessProbe probe) {
    HolderInquiry inquiry =
        (pid, path) -> {
          asked.add(pid);
          return Optional.of(answer);
        };
    return Judge.visiting(probe, inquiry, false)
        .judge(LockFileReader.read(lock).orElseThrow(), Instant.now());
  }
}
