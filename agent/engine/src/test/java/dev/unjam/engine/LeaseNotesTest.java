package dev.unjam.engine;

import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.unjam.bridge.Bridge;
import dev.unjam.bridge.LeaseHooks;
import dev.unjam.bridge.LeaseNames;
import dev.unjam.bridge.LeaseRecord;
import dev.unjam.engine.host.HostThread;
import dev.unjam.engine.lease.FileIdentity;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Who looks at lock files may hang at a file server that is gone; the watchdog must not. */
@Timeout(60)
class LeaseNotesTest {
  private final CountDownLatch serverIsBack = new CountDownLatch(1);
  private final Set<String> asked = ConcurrentHashMap.newKeySet();
  private final Set<String> deleted = ConcurrentHashMap.newKeySet();
  private final LeaseNotes notes = new LeaseNotes(this::look);
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

  private @Nullable FileIdentity look(Path file) {
    boolean gone = deleted.contains(file.toString());
    asked.add(file.toString());
    if (file.startsWith("/gone")) {
      Awaitility.await().forever().until(() -> serverIsBack.getCount() == 0);
    }
    if (gone) {
      return null;
    }
    return new FileIdentity(file.toString(), 1, FileTime.fromMillis(1));
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
    Awaitility.await()
        .until(
            () -> {
              tick();
              return lease.isReleased();
            });
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
    Awaitility.await()
        .until(
            () -> {
              tick();
              return lease.identity() != null;
            });
  }

  private void tick() {
    now += 500;
    notes.tick(LeaseHooks.held(), now);
  }
}
