package dev.unjam.engine;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.unjam.bridge.Ticks;
import dev.unjam.engine.config.Mode;
import dev.unjam.engine.host.AChild;
import dev.unjam.engine.host.HostThread;
import dev.unjam.engine.host.WovenLock;
import java.io.BufferedReader;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.BooleanSupplier;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/**
 * A child that cannot be ended for the one who is stuck, as others await answers of it, is ended
 * once they have them. What the stuck one holds cannot be taken from it, nor hears it of an
 * interrupt; and what the child says stops in the midst of a frame, so that nobody answers in its
 * stead.
 */
@Timeout(60)
@EnabledOnOs(OS.LINUX)
class PutOffChildTest {
  private static final String HALF = "printf '{\"half'";

  /** Says something of the other's turn when it is told to, and its answer at last. */
  private static final String SCRIPT =
      HALF
          + "; while read x; do case \"$x\" in *x/on*)"
          + " printf '\"}\\n{\"method\":\"session/update\",\"params\":{\"sessionId\":\"working\","
          + "\"update\":{\"sessionUpdate\":\"agent_message_chunk\",\"content\":"
          + "{\"type\":\"text\",\"text\":\"word\"}}}}\\n';"
          + HALF
          + ";; *x/end*) printf '\"}\\n{\"id\":2,\"result\":{}}\\n';"
          + HALF
          + ";; esac; done";

  private static final int MOST = 20;

  private final WovenLock lock = WovenLock.reentrant();
  private final WovenLock others = WovenLock.reentrant();
  private final CompletableFuture<String> answer = new CompletableFuture<>();
  private CompletableFuture<Boolean> reading = new CompletableFuture<>();

  @Test
  void isEndedOnceNobodyElseAwaitsAnAnswerNorMayAskForMore() throws Exception {
    try (Rig rig = new Rig(Mode.ACT, false);
        AChild child = AChild.script(SCRIPT)) {
      CompletableFuture<Boolean> stuck = asks(rig, child);
      HostThread working = othersAsk(rig, child);
      scanUntil(rig, () -> putOff(rig) == 4);
      assertTrue(child.process().isAlive());
      HostThread.await(working.run(() -> child.write("{\"method\":\"x/end\"}\n")));
      rig.tickUntil(() -> child.record().pending().size() == 1);
      scanUntil(rig, () -> putOff(rig, "another turn that has asked it goes on") > 0);
      assertTrue(child.process().isAlive());
      HostThread.await(working.run(others::unlock));
      scanUntil(rig, () -> rig.incidents.open().isEmpty());
      HostThread.await(stuck);
      HostThread.await(reading);
      HostThread.await(child.process().onExit());
      assertEquals("released_by_owner", rig.field("incident.closed", "outcome"));
    }
  }

  /** However long they do, it is given up once. */
  @Test
  void isLeftAloneWhileAnotherAwaitsItsAnswer() throws Exception {
    try (Rig rig = new Rig(Mode.ACT, false);
        AChild child = AChild.script(SCRIPT)) {
      CompletableFuture<Boolean> stuck = asks(rig, child);
      HostThread working = othersAsk(rig, child);
      scanUntil(
          rig,
          () -> {
            getsOn(working, child);
            return rig.incidents.open().isEmpty();
          });
      assertTrue(child.process().isAlive());
      assertEquals(MOST, putOff(rig), rig.events::toString);
      assertEquals("abandoned", rig.field("incident.closed", "outcome"));
      answer.complete("after all");
      HostThread.await(stuck);
      HostThread.await(working.run(others::unlock));
    }
  }

  private static void scanUntil(Rig rig, BooleanSupplier so) {
    long end = Ticks.now() + 60 * Rig.GRACE;
    while (!so.getAsBoolean()) {
      rig.pass(Rig.GRACE / 4);
      assertTrue(Ticks.now() < end, rig.events::toString);
    }
  }

  /** The child says something of its turn, and somebody has read it. */
  private static void getsOn(HostThread working, AChild child) {
    long before = child.record().heard();
    HostThread.await(working.run(() -> child.write("{\"method\":\"x/on\"}\n")));
    Awaitility.await()
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofMillis(1))
        .until(() -> child.record().heard() > before);
  }

  private static int putOff(Rig rig) {
    return putOff(rig, "others await 1");
  }

  private static int putOff(Rig rig, String reason) {
    return (int)
        rig.named("action.failed").stream()
            .map(e -> String.valueOf(e.fields().get("detail")))
            .filter(why -> why.startsWith("the child is left alone: " + reason))
            .count();
  }

  /** Whoever reads for all passes on the end of the child's output. */
  private CompletableFuture<Boolean> asks(Rig rig, AChild child) {
    BufferedReader out = child.process().inputReader(UTF_8);
    reading =
        rig.thread("reader")
            .run(
                () -> {
                  List<String> said = out.lines().toList();
                  answer.complete("end of " + said.size() + " lines");
                });
    CompletableFuture<Boolean> stuck =
        rig.thread("stuck")
            .run(
                () -> {
                  lock.lock();
                  try {
                    child.asks(1, "stuck");
                    answer.join();
                  } catch (CompletionException e) {
                    throw new IllegalStateException(e);
                  } finally {
                    lock.unlock();
                  }
                });
    Awaitility.await().until(() -> answer.getNumberOfDependents() > 0);
    rig.tick(1);
    rig.tick(Rig.SILENCE / 2);
    return stuck;
  }

  private HostThread othersAsk(Rig rig, AChild child) {
    HostThread working = rig.thread("working");
    HostThread.await(
        working.run(
            () -> {
              others.lock();
              child.asks(2, "working");
            }));
    rig.tick(1);
    rig.tick(Rig.SILENCE / 2);
    return working;
  }
}
