package dev.unjam.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.unjam.bridge.LeaseHooks;
import dev.unjam.engine.host.HostThread;
import dev.unjam.engine.host.LockFilesAreLeases;
import dev.unjam.engine.lease.FileSight;
import dev.unjam.engine.lease.LockNote;
import dev.unjam.engine.os.LifeLock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Which lock files are held is told in folders that come and marks that go. */
@EnabledOnOs(OS.LINUX)
@Timeout(120)
@ExtendWith(LockFilesAreLeases.class)
class PresenceTest {
  @TempDir Path folder;
  private final HostThread holder = HostThread.single("holder");
  private final List<String> complaints = new CopyOnWriteArrayList<>();

  @BeforeEach
  void on() {
    Assumptions.assumeTrue(LifeLock.isPossible(), "no locks of open files here");
  }

  @AfterEach
  void off() {
    holder.close();
  }

  @Test
  void aFolderThatTheHostMakesLaterGetsItsMark() throws Exception {
    Path later = folder.resolve("sessions");
    Presence presence = started(later);
    Files.createDirectory(later);
    take(later.resolve("a.jsonl.lock"));
    awaitTold(later, "a.jsonl.lock");
    end(presence, later);
  }

  @Test
  void whereSomebodyHasCleanedTheMarkAwayAnotherOneIsMade() throws Exception {
    Presence presence = started(folder);
    take(folder.resolve("a.jsonl.lock"));
    awaitTold(folder, "a.jsonl.lock");
    Files.delete(marks(folder).get(0));
    take(folder.resolve("b.jsonl.lock"));
    awaitTold(folder, "b.jsonl.lock");
    end(presence, folder);
  }

  @Test
  void aFolderThatNeverComesHoldsUpNoOther() throws Exception {
    Presence presence = started(folder.resolve("never"), folder);
    take(folder.resolve("a.jsonl.lock"));
    awaitTold(folder, "a.jsonl.lock");
    end(presence, folder);
  }

  private Presence started(Path... folders) {
    List<String> names = Stream.of(folders).map(Path::toString).toList();
    Presence presence = new Presence(names, complaints::add);
    presence.start();
    return presence;
  }

  private void end(Presence presence, Path in) {
    presence.stop();
    Awaitility.await().until(() -> marks(in).isEmpty());
    assertEquals(List.of(), complaints);
  }

  /** As a thread of the host's does it, and the watchdog sees it. */
  private void take(Path lock) throws Exception {
    Files.writeString(lock, "{\"pid\":1}");
    assertTrue(holder.run(() -> LeaseHooks.created(lock)).get());
    FileSight seen = Objects.requireNonNull(FileSight.of(lock));
    long now = System.currentTimeMillis();
    LeaseHooks.held().stream()
        .filter(lease -> lease.path().equals(lock.toString()))
        .forEach(lease -> lease.identity(LockNote.first(seen, lease.madeAtMillis(), now)));
  }

  private static void awaitTold(Path folder, String name) {
    Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .until(
            () -> {
              List<Path> marks = marks(folder);
              return marks.size() == 1 && text(marks.get(0)).contains(name);
            });
    assertTrue(Files.exists(folder.resolve(name)));
  }

  private static String text(Path mark) {
    try {
      return Files.readString(mark);
    } catch (IOException e) {
      return "";
    }
  }

  private static List<Path> marks(Path folder) throws IOException {
    try (Stream<Path> all = Files.list(folder)) {
      return all.filter(file -> file.toString().contains(".unjam.present-")).toList();
    }
  }
}
