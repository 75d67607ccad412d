package dev.unjam.bridge;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.nio.file.Files;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Whoever deletes a lock file: whose hold ends by that, and who is put on record. */
@Timeout(60)
class LeaseGoneTest extends FencedCrew {
  private void deletesInVain() throws Exception {
    onHost(
        () -> {
          LeaseHooks.stayed(LeaseHooks.leaving(lock), lock);
          return true;
        });
  }

  private @Nullable LeaseRecord held() {
    return LeaseHooks.heldNow(lock.toString());
  }

  @Test
  void whoFindsItsLockFileGoneHoldsNothing() throws Exception {
    ThreadRecord host = hostTakes();
    Files.deleteIfExists(lock);
    deletesInVain();
    assertNull(held());
    assertEquals(0, host.depth());
  }

  @Test
  void whoCannotDeleteItHoldsItYet() throws Exception {
    ThreadRecord host = hostTakes();
    Files.writeString(lock, "");
    deletesInVain();
    assertNotNull(held());
    assertEquals(1, host.depth());
  }

  @Test
  void whoDeletesAnothersIsNotPutOnRecordForThat() throws Exception {
    hostTakes();
    CompletableFuture<Boolean> recorded = new CompletableFuture<>();
    new Thread(
            () -> {
              LeaseHooks.left(LeaseHooks.leaving(lock));
              recorded.complete(Threads.mineIfAny() != null);
            })
        .start();
    assertEquals(false, recorded.get(10, TimeUnit.SECONDS));
    assertNull(held());
  }

  @Test
  void whatTheAgentMovesAsideIsHeldUntilTheAgentSaysSo() throws Exception {
    hostTakes();
    LeaseRecord lease = requireNonNull(held());
    CompletableFuture<Boolean> done = new CompletableFuture<>();
    new Thread(
            () -> {
              Threads.exemptCurrent();
              LeaseHooks.left(LeaseHooks.leaving(lock));
              done.complete(true);
            })
        .start();
    done.get(10, TimeUnit.SECONDS);
    assertEquals(lease, held());
  }
}
