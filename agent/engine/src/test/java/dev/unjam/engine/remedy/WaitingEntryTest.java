package dev.unjam.engine.remedy;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.unjam.bridge.LeaseHooks;
import dev.unjam.bridge.LeaseRecord;
import dev.unjam.bridge.ThreadRecord;
import dev.unjam.bridge.WriteFence;
import dev.unjam.engine.host.HostThread;
import dev.unjam.engine.host.LockFilesAreLeases;
import dev.unjam.engine.lease.LockFileRemover;
import dev.unjam.engine.lease.RecoveryEntry;
import dev.unjam.engine.lease.RemoveOutcome;
import dev.unjam.engine.lease.TranscriptForm;
import dev.unjam.engine.lease.TranscriptOutcome;
import dev.unjam.engine.lease.TranscriptWriter;
import dev.unjam.engine.track.Synchronizers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A release whose entry waits for another's, which is on a disk that is slow, or hangs. */
@Timeout(60)
@ExtendWith(LockFilesAreLeases.class)
class WaitingEntryTest {
  private static final String SLOW = "i-slow";

  @TempDir Path folder;
  private final HostThread holder = HostThread.single("holder");
  private final HostThread other = HostThread.single("other");
  private final CompletableFuture<Boolean> isAtIt = new CompletableFuture<>();
  private final CompletableFuture<Boolean> disk = new CompletableFuture<>();
  private final TranscriptWriter writer =
      new TranscriptWriter(new SlowDisk(isAtIt, disk), Duration.ofMillis(1));
  private final OwedEntries owed = new OwedEntries(writer, () -> true);
  private final Releases releases =
      new Releases(
          new ReleaseKinds(Synchronizers.open()),
          new LockFileRemover(),
          writer,
          owed,
          new HooksInPlace(),
          1_000);
  private final List<TranscriptOutcome> told = new CopyOnWriteArrayList<>();
  private Path lock = Path.of("none");
  private @Nullable ThreadRecord owner;
  private @Nullable CompletableFuture<Boolean> slow;

  @BeforeEach
  void anotherEntryIsOnItsWay() throws Exception {
    lock = folder.resolve("a.jsonl.lock");
    Files.writeString(lock, "{\"pid\":" + ProcessHandle.current().pid() + "}");
    HostThread.await(holder.run(() -> LeaseHooks.created(lock)));
    owner = LeaseHooks.held().iterator().next().owner();
    slow = other.run(() -> writer.append(folder.resolve("b.jsonl"), entry(SLOW)));
    HostThread.await(isAtIt);
  }

  @AfterEach
  void off() {
    disk.complete(true);
    holder.close();
    other.close();
  }

  @Test
  void itIsTriedAgainAndTheEntryIsThereOnce() throws Exception {
    assertInstanceOf(Attempt.Busy.class, release());
    assertTrue(Files.exists(lock));
    assertNull(requireNonNull(owner).fence(), "what is its holder's still is not kept from it");
    assertEquals(List.of(), told, "nothing is said of an entry that waits");
    disk.complete(true);
    HostThread.await(requireNonNull(slow));
    assertInstanceOf(Attempt.Done.class, release());
    assertFalse(Files.exists(lock));
    assertEquals(List.of(new TranscriptOutcome.Written(true)), told);
    assertEquals(1, Files.readAllLines(folder.resolve("a.jsonl")).size());
  }

  @Test
  void whereTheOtherHangsTheSessionIsFreedFirstAndToldLater() throws Exception {
    for (int i = 0; i < 3; i++) {
      assertInstanceOf(Attempt.Busy.class, release());
    }
    assertTrue(Files.exists(lock));
    assertInstanceOf(Attempt.Done.class, release());
    assertFalse(Files.exists(lock));
    assertEquals(1, told.size());
    assertInstanceOf(TranscriptOutcome.Failed.class, told.get(0));
    disk.complete(true);
    HostThread.await(requireNonNull(slow));
    owed.tick(0);
    owed.tick(1_000);
    Awaitility.await().until(() -> told.size() == 2);
    assertEquals(new TranscriptOutcome.Written(true), told.get(1));
    assertEquals(1, Files.readAllLines(folder.resolve("a.jsonl")).size());
  }

  private Attempt release() throws Exception {
    ThreadRecord r = requireNonNull(owner);
    Target target = new Target(r.id, List.of(r.lastSeq()), 0, null, "taken");
    return releases.release(target, true, true, entry("i-1"), new Told(told), () -> true);
  }

  private static RecoveryEntry entry(String incident) {
    return new RecoveryEntry(incident, Instant.EPOCH, "taken", Map.of());
  }

  /** Keeps whoever writes the slow entry, the folder's other entries with it. */
  private record SlowDisk(CompletableFuture<Boolean> isAtIt, CompletableFuture<Boolean> disk)
      implements TranscriptForm {
    @Override
    public boolean isChained() {
      return GENERIC.isChained();
    }

    @Override
    public @Nullable String header(Path transcript, RecoveryEntry entry) {
      return GENERIC.header(transcript, entry);
    }

    @Override
    public String line(Path transcript, RecoveryEntry entry, @Nullable String parent) {
      if (entry.incident().equals(SLOW)) {
        isAtIt.complete(true);
        disk.join();
      }
      return GENERIC.line(transcript, entry, parent);
    }

    @Override
    public boolean tells(Map<String, @Nullable Object> object, String incident) {
      return GENERIC.tells(object, incident);
    }
  }

  /** Keeps what became of the entries. */
  private record Told(List<TranscriptOutcome> entries) implements ReleaseListener {
    @Override
    public void recovery(Path transcript, TranscriptOutcome outcome) {
      entries.add(outcome);
    }

    @Override
    public void lockFile(String path, RemoveOutcome outcome) {}

    @Override
    public void noLock(long record, long holdSeq) {}

    @Override
    public void released(long record, long holdSeq) {}

    @Override
    public void fenceGone(WriteFence fence) {}

    @Override
    public void lossGone(LeaseRecord lease) {}
  }
}
