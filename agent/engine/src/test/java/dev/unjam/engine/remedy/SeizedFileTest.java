package dev.unjam.engine.remedy;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.unjam.bridge.Fence;
import dev.unjam.bridge.LeaseHooks;
import dev.unjam.bridge.LeaseRecord;
import dev.unjam.bridge.ThreadRecord;
import dev.unjam.engine.host.HostThread;
import dev.unjam.engine.host.LockFilesAreLeases;
import dev.unjam.engine.lease.LockFileRemover;
import dev.unjam.engine.lease.RemoveOutcome;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What a holder does in the very moment in which its lock file is taken from it. */
@Timeout(60)
@ExtendWith(LockFilesAreLeases.class)
class SeizedFileTest {
  @TempDir Path folder;
  private final HostThread holder = HostThread.single("holder");
  private Path lock;
  private LeaseRecord lease;

  @BeforeEach
  void taken() throws Exception {
    lock = folder.toRealPath().resolve("a.lock");
    Files.writeString(lock, "{\"pid\":" + ProcessHandle.current().pid() + "}");
    HostThread.await(holder.run(() -> LeaseHooks.created(lock)));
    lease = LeaseHooks.held().iterator().next();
    ThreadRecord r = lease.owner();
    r.fence(new Fence(r.task(), List.of(lease), Long.MAX_VALUE, "taken"));
  }

  @AfterEach
  void off() {
    holder.close();
  }

  @Test
  void itsDeletionInTheMomentOfTheRemovalIsAbsorbed() throws Exception {
    assertFalse(absorbed(), "until then it is its own");
    assertInstanceOf(RemoveOutcome.Removed.class, remove(() -> false, this::absorbed));
    assertFalse(Files.exists(lock));
    Files.writeString(lock, "another's");
    assertTrue(absorbed(), "before the books are put right");
  }

  @Test
  void whatItDeletedMeanwhileIsDoneForItWhereTheFileStays() throws Exception {
    AtomicInteger asked = new AtomicInteger();
    RemoveOutcome outcome = remove(() -> false, () -> asked.incrementAndGet() == 1 && !absorbed());
    assertInstanceOf(RemoveOutcome.Removed.class, outcome);
    assertFalse(Files.exists(lock));
    assertEquals(1, asked.get(), "nobody else is asked whether that is meant");
  }

  /** Somebody in the host interrupts threads that are not its own. */
  @Test
  void soItIsWhereTheRemedyIsInterruptedMeanwhile() throws Exception {
    AtomicInteger asked = new AtomicInteger();
    RemoveOutcome outcome =
        remove(
            () -> false,
            () -> {
              Thread.currentThread().interrupt();
              return asked.incrementAndGet() == 1 && !absorbed();
            });
    assertInstanceOf(RemoveOutcome.Removed.class, outcome);
    assertFalse(Files.exists(lock));
  }

  @Test
  void aFileThatStaysIsItsOwnAsBefore() throws Exception {
    assertInstanceOf(RemoveOutcome.Refused.class, remove(() -> false, () -> false));
    assertTrue(Files.exists(lock));
    assertFalse(absorbed());
  }

  @Test
  void whatLiesThereByThenIsNotDeletedForIt() throws Exception {
    RemoveOutcome outcome =
        remove(
            () -> false,
            () -> {
              assertTrue(absorbed());
              write("{\"pid\":1}");
              return false;
            });
    assertInstanceOf(RemoveOutcome.Changed.class, outcome);
    assertEquals("{\"pid\":1}", Files.readString(lock));
  }

  @Test
  void oneThatItsHolderRenewedSinceItWasLookedAtIsStillItsOwn() throws Exception {
    AtomicInteger asked = new AtomicInteger();
    RemoveOutcome outcome =
        remove(
            () -> false,
            () -> {
              if (asked.incrementAndGet() == 1) {
                renew();
              }
              return true;
            });
    assertInstanceOf(RemoveOutcome.Removed.class, outcome);
    assertEquals(2, asked.get(), "it was looked at anew");
    assertFalse(Files.exists(lock));
  }

  @Test
  void oneThatHasAnotherHolderSinceItWasLookedAtStays() throws Exception {
    write("{\"pid\":1}");
    assertInstanceOf(RemoveOutcome.Changed.class, remove(() -> false, () -> true));
    assertEquals("{\"pid\":1}", Files.readString(lock));
  }

  @Test
  void whoIsDeletingItByItselfIsLetDoIt() throws Exception {
    RemoveOutcome outcome = remove(() -> true, () -> true);
    assertEquals("its holder is removing the lock file itself", outcome.why());
    assertTrue(Files.exists(lock));
    assertFalse(absorbed());
  }

  @Test
  void aRemedyThatComesUponAnotherOneLeavesThatItsMark() throws Exception {
    assertTrue(lease.seize());
    assertInstanceOf(RemoveOutcome.Refused.class, remove(() -> false, () -> true));
    assertTrue(absorbed());
    assertTrue(lease.giveUp());
  }

  /** A subclass of the host's may tell its stack as it likes. */
  @Test
  void aThreadThatWillNotShowItsStackIsNotFenced() throws Exception {
    CountDownLatch over = new CountDownLatch(1);
    Path other = lock.resolveSibling("b.lock");
    Mute mute = new Mute(other, over);
    mute.start();
    mute.took.await();
    LeaseRecord its =
        LeaseHooks.held().stream()
            .filter(l -> l.path().equals(other.toString()))
            .findFirst()
            .orElseThrow();
    Hold hold = Hold.of(its.owner(), its.owner().lastSeq(), "taken", Long.MAX_VALUE);
    LostLease lost = new LostLease(requireNonNull(hold), its);
    assertThrows(IllegalStateException.class, () -> lost.fence(1));
    assertNull(its.owner().fence());
    over.countDown();
    mute.join();
  }

  private RemoveOutcome remove(BooleanSupplier removing, BooleanSupplier meant) throws Exception {
    return seized(removing).remove(meant);
  }

  private SeizedFile seized(BooleanSupplier removing) {
    return new SeizedFile(new LockFileRemover(), lease, lock, removing);
  }

  private void renew() {
    try {
      FileTime before = Files.getLastModifiedTime(lock);
      Files.setLastModifiedTime(lock, FileTime.fromMillis(before.toMillis() + 1000));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private boolean absorbed() {
    return HostThread.await(holder.call(() -> LeaseHooks.absorbDelete(lock)));
  }

  private void write(String content) {
    try {
      Files.writeString(lock, content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static final class Mute extends Thread {
    private final CountDownLatch took = new CountDownLatch(1);
    private final Path lock;
    private final CountDownLatch over;

    Mute(Path lock, CountDownLatch over) {
      this.lock = lock;
      this.over = over;
    }

    @Override
    public StackTraceElement[] getStackTrace() {
      throw new IllegalStateException("not to be seen");
    }

    @Override
    public void run() {
      LeaseHooks.created(lock);
      took.countDown();
      try {
        over.await();
      } catch (InterruptedException e) {
        interrupt();
      }
    }
  }
}
