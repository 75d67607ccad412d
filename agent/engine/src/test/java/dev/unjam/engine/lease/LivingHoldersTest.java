package dev.unjam.engine.lease;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.unjam.engine.os.Children;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a host's thread asks of a lock file that it is about to delete, as an interrupted one. */
class LivingHoldersTest {
  @TempDir Path folder;
  private final Children children = new Children();

  @AfterEach
  void endChildren() {
    children.close();
    Thread.interrupted();
  }

  @Test
  void anInterruptedThreadSeesThatALockIsStaleAndStaysInterrupted() throws Exception {
    Path stale = Locks.aged(Locks.write(folder, "a.jsonl.lock", ""), Duration.ofHours(1));
    Path live = Locks.write(folder, "b.jsonl.lock", children.sleeping(), Instant.now());
    assertFalse(LivingHolders.mayHold(stale, true));
    Thread.currentThread().interrupt();
    assertFalse(LivingHolders.mayHold(stale, true));
    assertTrue(LivingHolders.mayHold(live, true));
    assertTrue(Thread.currentThread().isInterrupted());
  }

  @Test
  void anInterruptedThreadReadsALockFile() throws Exception {
    Path lock = Locks.write(folder, "a.jsonl.lock", "{\"pid\":7}");
    Thread.currentThread().interrupt();
    LockFile file = LockFileReader.read(lock).orElseThrow();
    assertEquals(Long.valueOf(7), file.pid(), () -> String.valueOf(file.problem()));
    assertTrue(Thread.currentThread().isInterrupted());
  }
}
