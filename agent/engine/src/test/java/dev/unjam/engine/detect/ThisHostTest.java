package dev.unjam.engine.detect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.api.io.TempDir;

class ThisHostTest {
  private static final String MAIN = "com.acme.boot.app.Start";
  private static final String BESIDE = "com.acme.gateway.Raw";

  @TempDir private Path dir;

  private final Queue<Runnable> threads = new ArrayDeque<>();

  @Test
  void nothingIsTheProgramsOwnUntilSomebodyHasLooked() throws IOException {
    ThisHost host = new ThisHost(program(), threads::add);
    assertFalse(host.has(MAIN));
    assertNull(host.name());
    assertEquals(1, threads.size(), "one thread, however many ask");
    threads.remove().run();
    assertTrue(host.has(MAIN));
    assertEquals("com.acme.boot", host.name());
    assertEquals(0, threads.size(), "it has ended, and its class's name is enough");
  }

  @Test
  void aClassBesideTheMainClassIsLookedForAsideAsWell() throws IOException {
    ThisHost host = new ThisHost(program(), threads::add);
    assertNull(host.name());
    threads.remove().run();
    assertFalse(host.has(BESIDE));
    assertFalse(host.has("com.acme.gateway.Gone"));
    threads.remove().run();
    assertTrue(host.has(BESIDE));
    assertFalse(host.has("com.acme.gateway.Gone"));
    assertEquals(0, threads.size());
  }

  @Test
  void whoWantsTheAnswerAtOnceGetsIt() throws IOException {
    ThisHost host = new ThisHost(program(), Runnable::run);
    assertTrue(host.has(BESIDE));
    assertFalse(host.has("org.wire.Http"));
    assertEquals("com.acme.boot", host.name());
  }

  @Test
  void anErrorReachesNobodyAndIsTriedAgain() throws IOException {
    UnaryOperator<String> program = program();
    AtomicInteger tries = new AtomicInteger();
    ThisHost host =
        new ThisHost(
            key -> {
              if (tries.incrementAndGet() < ThisHost.MOST_FAILURES) {
                throw new InternalError("of a test");
              }
              return program.apply(key);
            },
            Runnable::run);
    for (int i = 1; i < ThisHost.MOST_FAILURES; i++) {
      assertFalse(host.has(MAIN));
    }
    assertTrue(host.has(MAIN));
  }

  @Test
  void afterSomeErrorsNobodyAsksAgain() {
    AtomicInteger tries = new AtomicInteger();
    ThisHost host =
        new ThisHost(
            key -> {
              tries.incrementAndGet();
              throw new SecurityException("of a test");
            },
            Runnable::run);
    for (int i = 0; i < 3 * ThisHost.MOST_FAILURES; i++) {
      assertFalse(host.has(MAIN));
      assertNull(host.name());
    }
    assertEquals(ThisHost.MOST_FAILURES, tries.get());
  }

  @Test
  void aThreadThatDoesNotStartIsAnErrorLikeAnother() throws IOException {
    AtomicInteger tries = new AtomicInteger();
    ThisHost host =
        new ThisHost(
            program(),
            questions -> {
              if (tries.incrementAndGet() < 2) {
                throw new InternalError("no thread to be had");
              }
              questions.run();
            });
    assertFalse(host.has(MAIN));
    assertTrue(host.has(MAIN));
  }

  @Test
  void aThreadThatHangsIsTheOnlyOne() throws IOException {
    ThisHost host = new ThisHost(program(), threads::add);
    for (int i = 0; i < 10; i++) {
      assertFalse(host.has(BESIDE));
    }
    assertEquals(1, threads.size());
  }

  @Test
  void beyondSoManyClassesNobodyLooks() throws IOException {
    ThisHost host = new ThisHost(program(), threads::add);
    for (int i = 0; i < ThisHost.MOST_CLASSES; i++) {
      assertFalse(host.has("com.acme.gateway.Gone" + i));
    }
    threads.remove().run();
    assertFalse(host.has(BESIDE));
    assertEquals(0, threads.size(), "nobody looks for it");
    assertFalse(host.has(BESIDE));
    assertTrue(host.has(MAIN), "its name tells that");
  }

  @Test
  @Timeout(value = 60, threadMode = ThreadMode.SEPARATE_THREAD)
  void thisJvmsIsAskedByWhoeverIsSetForThat() {
    ThisHost.askedBy(
        questions -> {
          Thread t = new Thread(questions, "asks");
          t.setDaemon(true);
          t.start();
        });
    assertFalse(ThisHost.get().has("com.acme.Gone"));
    while (ThisHost.get().name() == null) {
      Thread.onSpinWait();
    }
    assertNotEquals("", ThisHost.get().name());
  }

  /** A program of a folder, whose main class is in one package and a client in another. */
  private UnaryOperator<String> program() throws IOException {
    Path classes = dir.resolve("classes");
    if (!Files.exists(classes)) {
      AJar.folder(classes, "com/acme/boot/app/Start.class", "com/acme/gateway/Raw.class");
    }
    Map<String, String> properties =
        Map.of("sun.java.command", MAIN, "java.class.path", classes.toString());
    return key -> properties.getOrDefault(key, "");
  }
}
