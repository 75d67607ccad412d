package dev.unjam.engine.remedy;

import dev.unjam.bridge.LeaseHooks;
import dev.unjam.bridge.LeaseRecord;
import dev.unjam.bridge.ThreadRecord;
import dev.unjam.bridge.Threads;
import dev.unjam.bridge.Ticks;
import dev.unjam.engine.lease.FileIdentity;
import dev.unjam.engine.lease.LockFileRemover;
import dev.unjam.engine.lease.RecoveryEntry;
import dev.unjam.engine.lease.RemoveOutcome;
import dev.unjam.engine.lease.TranscriptWriter;
import dev.unjam.engine.lease.Unnameable;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The rung that takes a hold away: fence first, then the entry in the transcript while the lease is
 * still held, then the release.
 */
public final class Releases {
  private static final long RETRY_MILLIS = 20;
  private static final int ATTEMPTS = 6;
  private static final String TRANSCRIPT_LOCK = ".jsonl.lock";

  private final ReleaseKinds locks;
  private final LockFileRemover remover;
  private final TranscriptReleases transcripts;
  private final FenceHooks hooks;
  private final long fenceMillis;

  /**
   * The releases, with their tools.
   *
   * @param owed takes the entries that could not be written
   * @param hooks have to be in before a holder counts as kept out of its transcript
   * @param fenceMillis how long a thread outside any pool is taken to be still at the same task,
   *     and once it was seen to have left that, for how much longer
   */
  public Releases(
      ReleaseKinds locks,
      LockFileRemover remover,
      TranscriptWriter transcripts,
      OwedEntries owed,
      FenceHooks hooks,
      long fenceMillis) {
    this.hooks = hooks;
    this.fenceMillis = fenceMillis;
    this.locks = locks;
    this.remover = remover;
    this.transcripts = new TranscriptReleases(remover, transcripts, owed, hooks, fenceMillis);
  }

  /**
   * Has that made ready which a release of these holds would wait for, some graces before one may
   * come; any thread.
   */
  public void foresee(Target target) {
    ThreadRecord r = Threads.byId(target.record());
    for (long seq : r == null ? List.<Long>of() : target.holds()) {
      if (r != null && Target.held(r, seq) instanceof LeaseRecord lease && isOfTranscript(lease)) {
        hooks.begin();
        return;
      }
    }
  }

  private static boolean isOfTranscript(LeaseRecord lease) {
    return lease.path().endsWith(TRANSCRIPT_LOCK);
  }

  /**
   * Releases holds on their holder's behalf, the newest first.
   *
   * @param target the holder
   * @param livingLocks whether a lock may be taken from an owner whose task still runs
   * @param livingLeases the same for lock files
   * @param goesOn asked before each release: whether anybody waits for it still
   */
  public Attempt release(
      Target target,
      boolean livingLeases,
      boolean livingLocks,
      RecoveryEntry entry,
      ReleaseListener listener,
      BooleanSupplier goesOn)
      throws Exception {
    ThreadRecord r = Threads.byId(target.record());
    if (r == null) {
      return new Attempt.Gone("the holder's record is gone");
    }
    List<Attempt> left = new ArrayList<>();
    int done = 0;
    for (int i = target.holds().size() - 1; i >= 0; i--) {
      if (!goesOn.getAsBoolean()) {
        left.add(new Attempt.Busy(TranscriptReleases.NOBODY_WAITS.why()));
        break;
      }
      Hold hold = hold(r, target, target.holds().get(i));
      if (hold == null || !(hold.isOrphan() || (hold.isLease() ? livingLeases : livingLocks))) {
        continue;
      }
      Attempt failure = tried(hold, entry, listener, goesOn);
      if (failure == null) {
        done++;
        listener.released(r.id, hold.seq());
      } else {
        left.add(failure);
      }
    }
    if (left.isEmpty()) {
      return done > 0
          ? new Attempt.Done(done + " released")
          : new Attempt.Failed("nothing that may be released");
    }
    // What may be had yet is not given up for another that may not.
    return left.stream().filter(a -> a instanceof Attempt.Busy).findFirst().orElse(left.get(0));
  }

  private @Nullable Hold hold(ThreadRecord r, Target target, long seq) {
    return Hold.of(r, seq, target.message(), Ticks.now() + fenceMillis);
  }

  /** What is wrong with one is no reason to leave the others. */
  private @Nullable Attempt tried(
      Hold hold, RecoveryEntry entry, ReleaseListener listener, BooleanSupplier goesOn)
      throws Exception {
    try {
      return one(hold, entry, listener, goesOn);
    } catch (InvalidPathException e) {
      return new Attempt.Failed("lock file not removed: " + Unnameable.why(e.getInput()));
    } catch (IOException | RuntimeException e) {
      return new Attempt.Failed(e.getClass().getName());
    }
  }

  /** What kept it from being released, or null. */
  private @Nullable Attempt one(
      Hold hold, RecoveryEntry entry, ReleaseListener listener, BooleanSupplier goesOn)
      throws Exception {
    if (!(hold.key() instanceof LeaseRecord lease)) {
      return failure(locked(hold, goesOn));
    }
    OwnLockFile.awaitRenewal(lease);
    lease.lostTo(entry.incident());
    LostLease lost = new LostLease(hold, lease);
    if (!hold.isOrphan() && !lost.fence(fenceMillis)) {
      return new Attempt.Failed("its holder is removing the lock file itself");
    }
    boolean taken = false;
    try {
      RemoveOutcome outcome = lease(hold, lost, lease, entry, listener, goesOn);
      taken = isTaken(outcome, lease);
      boolean gone = taken || outcome instanceof RemoveOutcome.Gone;
      if (gone) {
        LeaseHooks.forget(lease);
      }
      // It waits for a disk, perhaps.
      listener.lockFile(lease.path(), outcome);
      return gone ? null : failure(outcome);
    } finally {
      if (taken) {
        lost.dropped().forEach(listener::lossGone);
      } else {
        lost.unfence();
      }
    }
  }

  private static Attempt failure(RemoveOutcome outcome) {
    String why = "lock file not removed: " + outcome.why();
    boolean passing = outcome instanceof RemoveOutcome.Refused refused && refused.passing();
    return passing ? new Attempt.Busy(why) : new Attempt.Failed(why);
  }

  /** Whether its holder has it no more and does not know: it is gone, and not by his own doing. */
  static boolean isTaken(RemoveOutcome outcome, LeaseRecord lease) {
    return outcome instanceof RemoveOutcome.Removed
        || (outcome instanceof RemoveOutcome.Gone && !lease.isReleased());
  }

  /** Tries again where the holder happened to be at the lock, as long as it still has it. */
  private Attempt locked(Hold hold, BooleanSupplier goesOn) throws Exception {
    Release release = locks.of(hold.key());
    Attempt attempt = release.release(hold);
    for (int i = 1; i < ATTEMPTS && attempt instanceof Attempt.Gone && goesOn.getAsBoolean(); i++) {
      // Longer each time: an attempt may ask every thread of the host for its stack.
      Thread.sleep(RETRY_MILLIS << i);
      Hold now = Hold.of(hold.owner(), hold.seq(), hold.message(), hold.until());
      if (now == null || now.isOrphan() != hold.isOrphan()) {
        return attempt;
      }
      attempt = release.release(now);
    }
    return attempt;
  }

  private RemoveOutcome lease(
      Hold hold,
      LostLease lost,
      LeaseRecord lease,
      RecoveryEntry entry,
      ReleaseListener listener,
      BooleanSupplier goesOn)
      throws Exception {
    Path path = Path.of(lease.path());
    RemoveOutcome outcome = OwnLockFile.whyNot(lease, path, FileIdentity.of(path));
    boolean passing = outcome instanceof RemoveOutcome.Unknown unknown && unknown.passing();
    if (outcome instanceof RemoveOutcome.Unknown && !passing) {
      listener.noLock(hold.owner().id, hold.seq());
    }
    if (outcome != null) {
      return passing ? renewed(lease, path, outcome) : outcome;
    }
    return renewed(lease, path, remove(hold, lost, lease, entry, listener, goesOn));
  }

  /** What was merely renewed whenever it was looked at is still its holder's, and a lock. */
  private static RemoveOutcome renewed(LeaseRecord lease, Path path, RemoveOutcome outcome)
      throws IOException {
    boolean other = outcome instanceof RemoveOutcome.Changed;
    if (other && OwnLockFile.whyNot(lease, path, FileIdentity.of(path)) != null) {
      return outcome;
    }
    return other || outcome instanceof RemoveOutcome.Unknown
        ? new RemoveOutcome.Refused("its holder was just renewing it", true)
        : outcome;
  }

  /** Only where the lock file guards a transcript is anything written, or anybody kept from it. */
  private RemoveOutcome remove(
      Hold hold,
      LostLease lost,
      LeaseRecord lease,
      RecoveryEntry entry,
      ReleaseListener listener,
      BooleanSupplier goesOn)
      throws InterruptedException {
    Path path = Path.of(lease.path());
    // A file server may have kept any of the steps before it for long.
    BooleanSupplier meant = () -> goesOn.getAsBoolean() && isStillThere(hold);
    if (!isOfTranscript(lease)) {
      return new SeizedFile(remover, lease, path, lost::isRemoving).remove(meant);
    }
    return transcripts.remove(hold, lost, lease, entry, listener, meant);
  }

  private static boolean isStillThere(Hold hold) {
    Hold now = Hold.of(hold.owner(), hold.seq(), hold.message(), hold.until());
    return now != null && now.key() == hold.key();
  }

  private static @Nullable Attempt failure(Attempt attempt) {
    return attempt instanceof Attempt.Done ? null : new Attempt.Failed(attempt.toString());
  }
}
