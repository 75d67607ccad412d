package dev.unjam.engine;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.unjam.bridge.Bridge;
import dev.unjam.bridge.Faults;
import dev.unjam.bridge.LeaseHooks;
import dev.unjam.bridge.LeaseNames;
import dev.unjam.bridge.LeaseRecord;
import dev.unjam.engine.LockFileLook.Whose;
import dev.unjam.engine.host.HostThread;
import dev.unjam.engine.lease.FileIdentity;
import dev.unjam.engine.lease.FileSight;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.function.BooleanSupplier;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Who looks at lock files may hang at a file server that is gone; the watchdog must not. */
@Timeout(60)
class LeaseNotesTest {
  private final CountDownLatch serverIsBack = new CountDownLatch(1);
  private final Set<String> asked = ConcurrentHashMap.newKeySet();
  private final Set<String> deleted = ConcurrentHashMap.newKeySet();
  private final Map<String, Long> writtenAt = new ConcurrentHashMap<>();
  private final Map<String, Long> bornAt = new ConcurrentHashMap<>();
  private final Map<String, Whose> whose = new ConcurrentHashMap<>();
  private final LeaseNotes notes = new LeaseNotes(new Files());
  private final HostThread host = HostThread.single("host");
  private long now;

  @BeforeEach
  void on() {
    Bridge.switchTo(true);
    LeaseHooks.names(new LeaseNames(List.of("*.lock")));
  }

  @AfterEach
  void off() {
    serverIsBack.countDown();
    notes.end();
    host.close();
    LeaseHooks.held().forEach(LeaseHooks::forget);
    LeaseHooks.names(new LeaseNames(List.of()));
    Bridge.switchTo(false);
  }

  /** Whatever the test says of them. */
  private final class Files extends LockFileLook {
    @Override
    @Nullable FileSight at(Path file) {
      return look(file);
    }

    @Override
    Whose whose(Path file) {
      return whose.getOrDefault(file.toString(), Whose.NOBODYS);
    }
  }

  private @Nullable FileSight look(Path file) {
    if (file.startsWith("/broken")) {
      asked.add(file.toString());
      throw new LinkageError("thrown by the test");
    }
    boolean gone = deleted.contains(file.toString());
    asked.add(file.toString());
    if (file.startsWith("/gone")) {
      Awaitility.await().forever().until(() -> serverIsBack.getCount() == 0);
    }
    if (gone) {
      return null;
    }
    FileTime at = FileTime.fromMillis(writtenAt.getOrDefault(file.toString(), 1L));
    FileTime born = FileTime.fromMillis(bornAt.getOrDefault(file.toString(), at.toMillis()));
    return new FileSight(new FileIdentity("the same inode", 1, at), at, born);
  }

  @Test
  void whatIsHeldIsLookedAtOnceASecond() {
    tickUntilKnown(taken("/there/a.lock"));
    LeaseRecord next = taken("/there/b.lock");
    looksAgain("/there/b.lock", 0);
    assertTrue(asked.equals(Set.of("/there/b.lock")), asked::toString);
    Awaitility.await().until(() -> next.identity() != null);
    looksAgain("/there/b.lock", 1_000);
    Awaitility.await().until(() -> asked.contains("/there/a.lock"));
  }

  @Test
  void whatSomebodyElseDeletedIsForgotten() {
    LeaseRecord lease = taken("/there/a.lock");
    LeaseRecord stays = taken("/there/b.lock");
    tickUntilKnown(lease);
    deleted.add("/there/a.lock");
    tickUntil(lease::isReleased);
    assertTrue(LeaseHooks.held().contains(stays));
    assertTrue(!LeaseHooks.held().contains(lease));
  }

  @Test
  void whatIsNotThereForAMomentIsHeldYet() {
    LeaseRecord lease = taken("/there/a.lock");
    tickUntilKnown(lease);
    for (int i = 0; i < 5; i++) {
      deleted.add("/there/a.lock");
      looksAgain("/there/a.lock", 1_000);
      looksAgain("/there/a.lock", 999);
      deleted.clear();
      looksAgain("/there/a.lock", 1);
    }
    assertTrue(LeaseHooks.held().contains(lease));
    deleted.add("/there/a.lock");
    looksAgain("/there/a.lock", 1_000);
    looksAgain("/there/a.lock", 1_000);
    Awaitility.await().until(lease::isReleased);
  }

  @ParameterizedTest
  @EnumSource(
      value = Whose.class,
      names = {"ANOTHERS", "NOBODYS"})
  void whatAnotherProcessHasMadeInItsPlaceIsForgotten(Whose names) {
    LeaseRecord lease = taken("/there/a.lock");
    tickUntilKnown(lease);
    writtenAt.put("/there/a.lock", 4_000L);
    whose.put("/there/a.lock", names);
    looksAgain("/there/a.lock", 1_000);
    looksAgain("/there/a.lock", 999);
    assertTrue(LeaseHooks.held().contains(lease), "its holder may just be writing it");
    looksAgain("/there/a.lock", 1);
    Awaitility.await().until(lease::isReleased);
  }

  @ParameterizedTest
  @EnumSource(
      value = Whose.class,
      names = {"OURS", "UNTOLD"})
  void whatAHeartbeatTouchesStaysItsHolders(Whose names) {
    LeaseRecord lease = taken("/there/a.lock");
    tickUntilKnown(lease);
    whose.put("/there/a.lock", names);
    for (int i = 1; i < 9; i++) {
      writtenAt.put("/there/a.lock", i * 4_000L);
      looksAgain("/there/a.lock", 1_000);
    }
    assertTrue(LeaseHooks.held().contains(lease));
  }

  @Test
  void whatWasMadeWhenItsHolderMadeItIsNoOtherWhateverIsWrittenToIt() {
    bornAt.put("/there/a.lock", 1L);
    LeaseRecord lease = taken("/there/a.lock");
    tickUntilKnown(lease);
    writtenAt.put("/there/a.lock", 9_000L);
    for (int i = 0; i < 5; i++) {
      looksAgain("/there/a.lock", 1_000);
    }
    assertTrue(LeaseHooks.held().contains(lease));
    bornAt.put("/there/a.lock", 8_999L);
    tickUntil(lease::isReleased);
  }

  /** Such as the child's that the holder has begun. */
  @Test
  void theVeryFileThatItsHolderMadeIsItsHoldersWhomeverItNames() {
    bornAt.put("/there/a.lock", 1L);
    writtenAt.put("/there/a.lock", 2L);
    whose.put("/there/a.lock", Whose.ANOTHERS);
    LeaseRecord lease = taken("/there/a.lock");
    tickUntilKnown(lease);
    tickUntil(() -> notes.vouchesFor(lease, now));
    bornAt.put("/there/a.lock", 8_999L);
    writtenAt.put("/there/a.lock", 9_000L);
    tickUntil(lease::isReleased);
  }

  @Test
  void whatAThreadOfThisJvmPutsInItsPlaceIsNotedAnew() throws Exception {
    bornAt.put("/there/a.lock", 1L);
    LeaseRecord lease = taken("/there/a.lock");
    for (long i = 1; i < 6; i++) {
      tickUntilKnown(lease);
      writtenAt.put("/there/a.lock", i * 9_000);
      bornAt.put("/there/a.lock", i * 9_000 - 1);
      HostThread.await(host.run(() -> LeaseHooks.replaced("/there/a.lock")));
      assertNull(lease.identity());
      looksAgain("/there/a.lock", 1_000);
    }
    assertTrue(LeaseHooks.held().contains(lease));
  }

  @Test
  void beforeAThreadIsActedOnItsFileIsLookedAtOnceMore() {
    LeaseRecord lease = taken("/there/a.lock");
    tickUntilKnown(lease);
    whose.put("/there/a.lock", Whose.OURS);
    looksAgain("/there/a.lock", 1_000);
    assertFalse(notes.vouchesFor(lease, now), "that look was before it was asked");
    Awaitility.await()
        .until(
            () -> {
              now += 1;
              notes.tick(LeaseHooks.held(), now);
              return notes.vouchesFor(lease, now);
            });
  }

  @Test
  void whoIsNotItsHolderAnyMoreIsNotActedOn() {
    LeaseRecord lease = taken("/there/a.lock");
    tickUntilKnown(lease);
    whose.put("/there/a.lock", Whose.ANOTHERS);
    for (int i = 0; i < 5; i++) {
      looksAgain("/there/a.lock", 1_000);
    }
    assertTrue(LeaseHooks.held().contains(lease), "nobody has written to it, nor asked");
    Awaitility.await()
        .until(
            () -> {
              assertFalse(notes.vouchesFor(lease, now));
              tick();
              return lease.isReleased();
            });
    assertFalse(notes.vouchesFor(lease, now));
  }

  @Test
  void whereNoLookComesBackAThreadIsActedOnAllTheSame() {
    LeaseRecord hangs = taken("/gone/a.lock");
    tick();
    assertFalse(notes.vouchesFor(hangs, now));
    now += 1_999;
    assertFalse(notes.vouchesFor(hangs, now));
    now += 1;
    assertTrue(notes.vouchesFor(hangs, now));
  }

  @Test
  void anErrorOfOneLookIsNotTheLastOfAll() {
    long before = Faults.suppressed;
    taken("/broken/a.lock");
    tick();
    Awaitility.await().until(() -> asked.contains("/broken/a.lock"));
    LeaseRecord next = taken("/there/a.lock");
    tickUntilKnown(next);
    assertTrue(Faults.suppressed > before);
  }

  /** So many credited milliseconds later the file is looked at once more. */
  private void looksAgain(String file, long later) {
    now += later;
    asked.clear();
    Awaitility.await()
        .until(
            () -> {
              notes.tick(LeaseHooks.held(), now);
              return asked.contains(file);
            });
  }

  @Test
  void aFolderThatHangsIsLeftToItselfUntilItIsBack() {
    LeaseRecord hangs = taken("/gone/a.lock");
    tick();
    Awaitility.await().until(() -> asked.contains("/gone/a.lock"));
    LeaseRecord too = taken("/gone/b.lock");
    LeaseRecord other = taken("/there/a.lock");
    tickUntilKnown(other);
    assertNull(hangs.identity());
    assertNull(too.identity());
    assertTrue(!asked.contains("/gone/b.lock"), "it would hang another thread");
    serverIsBack.countDown();
    tickUntilKnown(hangs);
    tickUntilKnown(too);
  }

  @Test
  void whereEveryFolderHangsItStopsAtSomeThreads() {
    for (int i = 0; i < 100; i++) {
      taken("/gone/" + i + "/a.lock");
    }
    for (int i = 0; i < 1_000; i++) {
      tick();
    }
    assertTrue(asked.size() < 20, asked::toString);
  }

  private LeaseRecord taken(String path) {
    HostThread.await(host.run(() -> LeaseHooks.created(Path.of(path))));
    return LeaseHooks.held().stream()
        .filter(lease -> lease.path().equals(path))
        .findFirst()
        .orElseThrow();
  }

  private void tickUntilKnown(LeaseRecord lease) {
    tickUntil(() -> lease.identity() != null);
  }

  private void tickUntil(BooleanSupplier so) {
    Awaitility.await()
        .until(
            () -> {
              tick();
              return so.getAsBoolean();
            });
  }

  private void tick() {
    now += 500;
    notes.tick(LeaseHooks.held(), now);
  }
}
