package dev.unjam.engine.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LineSinkTest {
  @TempDir Path folder;
  private final List<String> said = new ArrayList<>();
  private final AtomicLong nanos = new AtomicLong();

  @Test
  void aFullFileMakesRoomAndTheOldestGoes() throws IOException {
    LineSink sink = sink(folder.resolve("u.log"), 10, 3);
    for (int i = 0; i < 8; i++) {
      sink.write("line" + i);
    }
    assertEquals("line7\n", Files.readString(folder.resolve("u.log")));
    assertEquals("line6\n", Files.readString(folder.resolve("u.log.1")));
    assertEquals("line5\n", Files.readString(folder.resolve("u.log.2")));
    assertFalse(Files.exists(folder.resolve("u.log.3")));
  }

  @Test
  void whatIsThereIsAddedToAndHalfALineIsEnded() throws IOException {
    Path file = Files.writeString(folder.resolve("u.log"), "old\nhal");
    sink(file, 1000, 2).write("new");
    assertEquals("old\nhal\nnew\n", Files.readString(file));
  }

  @Test
  void aFileThatWasMovedAwayIsMadeAnew() throws IOException {
    Path file = folder.resolve("u.log");
    LineSink sink = sink(file, 1000, 2);
    sink.write("one");
    Files.move(file, folder.resolve("moved"));
    sink.write("two");
    assertEquals("two\n", Files.readString(file));
  }

  @Test
  void aLinkIsNeverRotatedAway() throws IOException {
    Path target = Files.writeString(folder.resolve("target"), "");
    Path link = Files.createSymbolicLink(folder.resolve("link"), target);
    LineSink sink = sink(link, 4, 3);
    sink.write("one");
    sink.write("two");
    assertEquals("one\ntwo\n", Files.readString(target));
    assertTrue(Files.isSymbolicLink(link));
  }

  @Test
  void anUnwritableLogIsSaidOnceAndTriedAgainLater() throws IOException {
    Path blocked = Files.writeString(folder.resolve("blocked"), "a file, not a folder");
    LineSink sink = sink(blocked.resolve("u.log"), 1000, 2);
    sink.write("one");
    sink.write("two");
    assertEquals(1, said.size());
    assertTrue(said.get(0).contains(blocked.resolve("u.log") + " cannot be written"));

    Files.delete(blocked);
    sink.write("too early");
    assertFalse(Files.exists(blocked));
    nanos.addAndGet(TimeUnit.SECONDS.toNanos(31));
    sink.write("four");
    assertEquals("four\n", Files.readString(blocked.resolve("u.log")));
    assertEquals(2, said.size());
    assertTrue(said.get(1).endsWith("lines lost meanwhile: 3"), said.get(1));
  }

  @Test
  void aFullDiskNeverThrows() {
    LineSink sink = sink(Path.of("/dev/full"), 1000, 2);
    sink.write("one");
    assertEquals(1, said.size());
  }

  @Test
  void linesOfManyThreadsStayWhole() throws Exception {
    Path file = folder.resolve("u.log");
    LineSink sink = sink(file, 2000, 100);
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      String name = "thread-" + i + "-";
      threads.add(
          new Thread(
              () -> {
                for (int line = 0; line < 200; line++) {
                  sink.write(name + line);
                }
              }));
    }
    threads.forEach(Thread::start);
    for (Thread thread : threads) {
      thread.join();
    }
    TreeSet<String> lines = new TreeSet<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path each : files.toList()) {
        lines.addAll(Files.readAllLines(each));
      }
    }
    assertEquals(800, lines.size());
    assertEquals(List.of(), said);
  }

  private LineSink sink(Path path, long mostBytes, int files) {
    return new LineSink(path.toString(), mostBytes, files, said::add, nanos::get);
  }
}
