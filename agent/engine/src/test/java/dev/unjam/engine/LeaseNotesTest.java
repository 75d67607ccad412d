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
    asked.add(file.toString());
    if (file.startsWith("/gone")) {
      Awaitility.await().forever().until(() -> serverIsBack.getCount() == 0);
    }
    return new FileIdentity(file.toString(), 1, FileTime.fromMillis(1));
  }

  @Test
  void whatIsHeldIsLookedAtOnce() {
    LeaseRecord lease = taken("/there/a.lock");
    tickUntilKnown(lease);
    asked.clear();
    tick();
    LeaseRecord next = taken("/there/b.lock");
    tickUntilKnown(next);
    assertTrue(asked.equals(Set.of("/there/b.lock")), asked::toString);
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
