package dev.unjam.engine.remedy;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.unjam.bridge.LeaseHooks;
import dev.unjam.bridge.LeaseRecord;
import dev.unjam.bridge.WriteFence;
import dev.unjam.engine.host.HostThread;
import dev.unjam.engine.host.LockFilesAreLeases;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The task that is to lose its lock file ends while a remedy is about to fence it: whose turn it is
 * then on the same thread is innocent.
 */
@ExtendWith(LockFilesAreLeases.class)
class NextTaskTest {
  private static final String TRANSCRIPT = "/s/a.jsonl";

  private final HostThread worker = HostThread.pooled("worker");
  private LeaseRecord lease;
  private Hold hold;

  @BeforeEach
  void aTaskThatWasSeenToRunEnds() {
    worker.taskBegins();
    HostThread.await(worker.run(() -> LeaseHooks.created(Path.of(TRANSCRIPT + ".lock"))));
    lease = LeaseHooks.held().iterator().next();
    long seq = lease.owner().lastSeq();
    hold = Objects.requireNonNull(Hold.of(lease.owner(), seq, "taken", Long.MAX_VALUE));
    assertFalse(hold.isOrphan());
    worker.taskEnds();
    worker.taskBegins();
  }

  @AfterEach
  void end() {
    worker.close();
  }

  @Test
  void itMayTakeTheLock() {
    new LostLease(hold, lease).fence(1_000);
    assertNull(HostThread.await(worker.call(() -> LeaseHooks.creating(Path.of(lease.path())))));
  }

  @Test
  void itMayWrite() {
    WriteFence fence =
        new WriteFence(
            lease, hold.seq(), hold.isOrphan(), TRANSCRIPT, TRANSCRIPT, "taken", "i-1", 1_000);
    assertFalse(fence.bindsOwner());
  }
}
