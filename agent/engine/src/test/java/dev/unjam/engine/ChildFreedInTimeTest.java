package dev.unjam.engine;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.unjam.bridge.FlowHooks;
import dev.unjam.bridge.LeaseHooks;
import dev.unjam.bridge.Ticks;
import dev.unjam.engine.config.Mode;
import dev.unjam.engine.config.Options;
import dev.unjam.engine.host.AChild;
import dev.unjam.engine.host.HostThread;
import dev.unjam.engine.host.LockFilesAreLeases;
import dev.unjam.engine.host.Steps;
import dev.unjam.engine.host.WovenLock;
import java.io.BufferedReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.FutureTask;
import java.util.function.BooleanSupplier;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Who waits for a child whose quota is gone is freed within the threshold, a grace and a second.
 *
 * <p>The clock is the test's; the child, its pipes and the remedies are real. By that clock the
 * child takes half of the grace, which is what it has, to not end its request.
 */
@EnabledOnOs(OS.LINUX)
@ExtendWith(LockFilesAreLeases.class)
class ChildFreedInTimeTest {
  private static final long SCAN = 250;
  private static final String HARD =
      "ERROR service=llm providerID=openai error={\"error\":{\"statusCode\":429,"
          + "\"code\":\"insufficient_quota\",\"message\":\"You exceeded your current quota,"
          + " please check your plan and billing details.\"}} stream error\n";
  private static final String WEEKS =
      "Too Many Requests: quota exceeded [retrying in ~2 weeks attempt #1]\n";

  @TempDir Path folder;
  private final WovenLock lock = WovenLock.reentrant();

  private static void says(AChild child, String text) {
    byte[] bytes = text.getBytes(UTF_8);
    child.record().saysOnStderr(bytes, 0, bytes.length);
  }

  private CompletableFuture<String> asks(HostThread host, AChild child, Path file) {
    BufferedReader out = child.process().inputReader(UTF_8);
    CompletableFuture<String> answer =
        host.call(
            () -> {
              lock.lock();
              LockFilesAreLeases.take(file);
              try {
                child.asks(1, "s");
                return out.readLine();
              } finally {
                lock.unlock();
              }
            });
    Awaitility.await().until(() -> !child.record().pending().isEmpty());
    return answer;
  }

  /** Scan by scan, until this is so, for so long at the most by the test's clock. */
  private static void scanUntil(Rig rig, long end, BooleanSupplier so) {
    while (!so.getAsBoolean()) {
      rig.tick(SCAN);
      assertTrue(Ticks.now() <= end, rig.events::toString);
    }
  }

  private static void abortTakesItsTime(
      Rig rig, HostThread host, CompletableFuture<String> answer) {
    rig.tick(Rig.GRACE / 2);
    assertTrue(HostThread.await(answer).contains("Model API quota exceeded"));
    host.taskEnds();
    rig.tickUntil(() -> !rig.named("action.succeeded").isEmpty());
  }

  @Test
  void whereItsOwnFinallyReleases() throws Exception {
    try (Rig rig = new Rig(Mode.ACT, false);
        AChild child = AChild.script("while read x; do :; done")) {
      HostThread host = rig.pooled("worker");
      host.taskBegins();
      Path file = folder.resolve("s.jsonl.lock");
      CompletableFuture<String> answer = asks(host, child, file);
      says(child, HARD);
      long end = Ticks.now() + Rig.THRESHOLD + Rig.GRACE + 1_000;
      scanUntil(rig, end, () -> !rig.named("action.started").isEmpty());
      assertEquals("refused", rig.field("incident.opened", "verdict"));
      rig.tick(Rig.GRACE / 2);
      assertTrue(HostThread.await(answer).contains("Model API quota exceeded"));
      HostThread.await(
          host.run(
              () -> {
                assertTrue(file.toFile().delete());
                LeaseHooks.deleted(file);
              }));
      host.taskEnds();
      rig.tickUntil(() -> rig.incidents.open().isEmpty());
      assertTrue(Ticks.now() <= end, rig.events::toString);
      assertEquals("released_by_owner", rig.field("incident.closed", "outcome"));
    }
  }

  @Test
  void byTheOptionsAsTheyAreUnlessSomebodySetsThem() throws Exception {
    Options options = Options.parse(null, new Properties(), Map.of());
    assertEquals(Duration.ofMillis(Rig.THRESHOLD), options.threshold());
    assertEquals(Duration.ofMillis(Rig.GRACE), options.grace());
    assertEquals(Duration.ofMillis(Rig.LEAK), options.leak());
    assertEquals(Duration.ofMillis(SCAN), options.scan());
  }

  @ParameterizedTest
  @ValueSource(strings = {HARD, WEEKS})
  void whereItForgetsItsLockFile(String refusal) throws Exception {
    try (Rig rig = new Rig(Mode.ACT, false);
        AChild child = AChild.script("while read x; do :; done")) {
      HostThread host = rig.pooled("worker");
      host.taskBegins();
      Path file = folder.resolve("s.jsonl.lock");
      CompletableFuture<String> answer = asks(host, child, file);
      says(child, refusal);
      long end = Ticks.now() + Rig.THRESHOLD + Rig.GRACE + 1_000;
      scanUntil(rig, end, () -> !rig.named("action.started").isEmpty());
      abortTakesItsTime(rig, host, answer);
      scanUntil(rig, end, () -> rig.named("action.started").size() > 1);
      rig.tickUntil(() -> rig.incidents.open().isEmpty());
      assertTrue(Ticks.now() <= end, rig.events::toString);
      assertFalse(Files.exists(file));
      assertEquals("released_by_force", rig.field("incident.closed", "outcome"));
    }
  }

  /** Its task has left the lock to one that is queued, and then at work. */
  @Test
  void butNotWhereAnotherThreadIsToRelease() throws Exception {
    try (Rig rig = new Rig(Mode.ACT, false);
        AChild child = AChild.script("while read x; do :; done")) {
      HostThread host = rig.pooled("worker");
      host.taskBegins();
      Path file = folder.resolve("s.jsonl.lock");
      CompletableFuture<String> answer = asks(host, child, file);
      says(child, HARD);
      long refused = Ticks.now();
      long first = refused + Rig.THRESHOLD + SCAN;
      scanUntil(rig, first, () -> !rig.named("action.started").isEmpty());
      FutureTask<Boolean> rest = new FutureTask<>(() -> file.toFile().delete());
      HostThread.await(answer.thenCompose(said -> host.run(() -> FlowHooks.handsOver(rest))));
      abortTakesItsTime(rig, host, answer);
      passes(rig, first + Rig.GRACE + 1_000);
      assertEquals(1, rig.named("action.started").size(), rig.events::toString);
      Steps cleaner = new Steps();
      cleaner.begin(rig.thread("cleaner"));
      Optional<Object> entered = cleaner.gets(() -> Optional.ofNullable(FlowHooks.begins(rest)));
      CompletableFuture<Boolean> begun = new CompletableFuture<>();
      cleaner.goesOn(() -> runsUntil(first + 4 * Rig.LEAK, begun));
      HostThread.await(begun);
      passes(rig, first + 4 * Rig.LEAK);
      assertEquals(1, rig.named("action.started").size(), rig.events::toString);
      cleaner.does(rest);
      cleaner.does(() -> FlowHooks.ends(rest, entered.orElse(null), true));
      cleaner.does(() -> LeaseHooks.deleted(file));
      cleaner.end();
      rig.tickUntil(() -> rig.incidents.open().isEmpty());
      assertEquals("released_by_owner", rig.field("incident.closed", "outcome"));
    }
  }

  @Test
  void norWhereTheTaskGoesOn() throws Exception {
    try (Rig rig = new Rig(Mode.ACT, false);
        AChild child = AChild.script("while read x; do :; done")) {
      HostThread host = rig.pooled("worker");
      host.taskBegins();
      Path file = folder.resolve("s.jsonl.lock");
      CompletableFuture<String> answer = asks(host, child, file);
      says(child, HARD);
      long first = Ticks.now() + Rig.THRESHOLD + SCAN;
      scanUntil(rig, first, () -> !rig.named("action.started").isEmpty());
      assertTrue(HostThread.await(answer).contains("Model API quota exceeded"));
      CompletableFuture<Boolean> begun = new CompletableFuture<>();
      CompletableFuture<Boolean> rest = host.run(() -> runsUntil(first + 4 * Rig.LEAK, begun));
      HostThread.await(begun);
      passes(rig, first + 4 * Rig.LEAK - 1);
      assertEquals(1, rig.named("action.started").size(), rig.events::toString);
      rig.tick(1);
      HostThread.await(rest);
      HostThread.await(host.run(() -> LeaseHooks.deleted(file)));
      host.taskEnds();
    }
  }

  private static void runsUntil(long then, CompletableFuture<Boolean> begun) {
    begun.complete(true);
    while (Ticks.now() < then) {
      Thread.onSpinWait();
    }
  }

  private static void passes(Rig rig, long until) {
    while (Ticks.now() < until) {
      rig.tick(Math.min(SCAN, until - Ticks.now()));
    }
  }
}
