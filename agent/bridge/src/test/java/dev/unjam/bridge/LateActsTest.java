package dev.unjam.bridge;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a former holder can do to the lock file of another process, and to nobody's. */
@Timeout(60)
class LateActsTest extends FencedCrew {
  private static final StandardCopyOption[] ATOMICALLY = {StandardCopyOption.ATOMIC_MOVE};

  @AfterEach
  void nobodyLooks() {
    LateActs.living(null);
  }

  /** In a pool or not, it loses the lock, and so much time goes by since. */
  private ThreadRecord loses(boolean pooled, long since) throws Exception {
    ThreadRecord host =
        onHost(
            () -> {
              if (pooled) {
                Threads.mine().taskBoundary();
              }
              ThreadRecord r = took(lock);
              LeaseRecord lease = requireNonNull(LeaseHooks.heldNow(lock.toString()));
              r.fence(new Fence(r.task(), List.of(lease), Ticks.now() + LATE, TOLD));
              LeaseHooks.forget(lease);
              return r;
            });
    Ticks.advance(since);
    return host;
  }

  private boolean deletes() throws Exception {
    return onHost(() -> !LeaseHooks.absorbDelete(lock));
  }

  private @Nullable Object moves(Path from, Object @Nullable [] options) throws Exception {
    return onHost(() -> LeaseHooks.moving(from, lock, options));
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void eachOfItsLateReleasesIsAbsorbedAsLongAsALivingLockOfAnothersLiesThere(boolean pooled)
      throws Exception {
    loses(pooled, 0);
    Files.writeString(lock, "another's");
    assertFalse(deletes());
    Ticks.advance(100 * LATE);
    assertFalse(deletes(), "it lives");
    LateActs.living(path -> !path.equals(lock.toString()));
    assertTrue(deletes(), "it is stale");
    LateActs.living(
        path -> {
          throw new IllegalStateException("cannot be told");
        });
    assertFalse(deletes());
    assertEquals(1, Faults.suppressed);
    Faults.suppressed = 0;
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void itTakesTheLockAnewOnlySomeTimeAfterItLostIt(boolean pooled) throws Exception {
    loses(pooled, 0);
    assertNotNull(onHost(() -> LeaseHooks.creating(lock)));
    assertNotNull(onHost(() -> LeaseHooks.creating(lock)), "refused once, and at the same still");
    assertFalse(deletes());
    assertNotNull(onHost(() -> LeaseHooks.creating(lock)), "given back as well");
    Ticks.advance(LATE + 1);
    assertNull(onHost(() -> LeaseHooks.creating(lock)));
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void itReplacesNoLivingLockOfAnothers(boolean pooled) throws Exception {
    loses(pooled, LATE + 1);
    Path made = folder.resolve("made");
    Files.writeString(lock, "another's");
    KeptFile kept = assertInstanceOf(KeptFile.class, moves(made, ATOMICALLY));
    assertEquals(TOLD, requireNonNull(kept.refusal()).getMessage());
    assertInstanceOf(KeptFile.class, moves(made, null), "renameTo replaces as well");
    assertNotNull(onHost(() -> LeaseHooks.copying(lock, ATOMICALLY)));
    assertNull(moves(made, new Object[0]), "which fails by itself");
    Files.delete(lock);
    assertNull(moves(made, ATOMICALLY));
    assertNull(moves(made, null));
  }

  @Test
  void itReplacesNothingAtOnceEither() throws Exception {
    loses(false, 0);
    assertInstanceOf(KeptFile.class, moves(folder.resolve("made"), ATOMICALLY));
  }

  @Test
  void whoeverElseReplacesALockFileIsLetDoIt() throws Exception {
    loses(true, 0);
    Files.writeString(lock, "another's");
    assertNull(LeaseHooks.moving(folder.resolve("made"), lock, ATOMICALLY));
  }

  /** The next thread creates the file between the system call of a deletion and its record. */
  @Test
  void aDeletionThatIsRecordedLateLeavesTheNextHoldersLease() throws Exception {
    ThreadRecord first = hostTakes();
    Object before = onHost(() -> LeaseHooks.leaving(lock));
    took(lock);
    LeaseRecord next = requireNonNull(LeaseHooks.heldNow(lock.toString()));
    onHost(
        () -> {
          LeaseHooks.left(before);
          return true;
        });
    assertSame(next, LeaseHooks.heldNow(lock.toString()));
    assertFalse(next.isReleased());
    assertEquals(0, first.depth());
  }

  @Test
  void aLockFileIsOneByWhateverPathItsFolderIsReached() throws Exception {
    Path real = requireNonNull(lock.getParent());
    Path link = Files.createSymbolicLink(real.resolve("link"), real);
    Path linked = link.resolve(lock.getFileName());
    ThreadRecord host = onHost(() -> took(linked));
    assertEquals(lock.toString(), requireNonNull(LeaseHooks.heldNow(lock.toString())).path());
    assertTrue(LeaseHooks.isHeldHere(linked));
    onHost(
        () -> {
          LeaseHooks.left(LeaseHooks.leaving(lock));
          return true;
        });
    assertFalse(LeaseHooks.isHeldHere(linked));
    assertEquals(0, host.depth());
  }

  @Test
  void aLateReleaseByAnotherPathIsAbsorbedAsWell() throws Exception {
    loses(false, 0);
    Path link = Files.createSymbolicLink(lock.resolveSibling("link"), lock.getParent());
    assertTrue(onHost(() -> LeaseHooks.absorbDelete(link.resolve(lock.getFileName()))));
  }

  @Test
  void aLinkThatComesToLeadElsewhereIsFollowedThereAtOnce() throws Exception {
    Path one = Files.createDirectory(lock.resolveSibling("one"));
    Path other = Files.createDirectory(lock.resolveSibling("other"));
    Path link = Files.createSymbolicLink(lock.resolveSibling("link"), one);
    assertEquals(one.resolve("a.lock").toString(), LeasePaths.of(link.resolve("a.lock")));
    Files.delete(link);
    Files.createSymbolicLink(link, other);
    assertEquals(other.resolve("a.lock").toString(), LeasePaths.of(link.resolve("a.lock")));
  }

  /** As with every other kind of lock: the flag goes with the outermost hold. */
  @Test
  void anInterruptOfOursIsClearedWithTheLockFile() throws Exception {
    ThreadRecord host = hostTakes();
    host.markInterrupted();
    assertFalse(
        onHost(
            () -> {
              Thread.currentThread().interrupt();
              LeaseHooks.left(LeaseHooks.leaving(lock));
              return Thread.interrupted();
            }));
  }
}
