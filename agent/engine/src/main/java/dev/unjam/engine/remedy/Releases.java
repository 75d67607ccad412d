package dev.unjam.engine.remedy;

import dev.unjam.bridge.Fence;
import dev.unjam.bridge.LeaseHooks;
import dev.unjam.bridge.LeaseRecord;
import dev.unjam.bridge.ThreadRecord;
import dev.unjam.bridge.Threads;
import dev.unjam.engine.lease.FileIdentity;
import dev.unjam.engine.lease.LockFileRemover;
import dev.unjam.engine.lease.RecoveryEntry;
import dev.unjam.engine.lease.RemoveOutcome;
import dev.unjam.engine.lease.TranscriptOutcome;
import dev.unjam.engine.lease.TranscriptWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The rung that takes a hold away: fence first, then the entry in the transcript while the lease is
 * still held, then the release.
 */
public final class Releases {
  /** Hears of what was done, on the remedy's thread. */
  public interface Listener {
    /** An entry went into a transcript, or could not. */
    void recovery(Path transcript, TranscriptOutcome outcome);

    /** A lock file was removed, or could not be. */
    void lockFile(String path, RemoveOutcome outcome);

    /** A hold was released on its holder's behalf. */
    void released(long record, long holdSeq);
  }

  private static final String SUFFIX = ".lock";

  private final LockRelease locks;
  private final LockFileRemover remover;
  private final TranscriptWriter transcripts;

  /** The releases, with their tools. */
  public Releases(LockRelease locks, LockFileRemover remover, TranscriptWriter transcripts) {
    this.locks = locks;
    this.remover = remover;
    this.transcripts = transcripts;
  }

  /**
   * Releases holds on their holder's behalf, the newest first.
   *
   * @param target the holder
   * @param livingLocks whether a lock may be taken from an owner whose task still runs
   * @param livingLeases the same for lock files
   */
  public Attempt release(
      Target target,
      boolean livingLeases,
      boolean livingLocks,
      RecoveryEntry entry,
      Listener listener)
      throws Exception {
    ThreadRecord r = Threads.byId(target.record());
    if (r == null) {
      return new Attempt.Gone("the holder's record is gone");
    }
    List<String> left = new ArrayList<>();
    int done = 0;
    for (int i = target.holds().size() - 1; i >= 0; i--) {
      long seq = target.holds().get(i);
      Object held = Target.held(r, seq);
      boolean orphan = !r.thread.isAlive() || !r.stillHolds(seq);
      if (held == null || !(orphan || (held instanceof LeaseRecord ? livingLeases : livingLocks))) {
        continue;
      }
      if (!orphan) {
        // Where the task has ended, the thread's next one is innocent.
        fence(r, held, target.message());
      }
      String failure = one(r, seq, held, entry, listener);
      if (failure == null) {
        done++;
      } else {
        left.add(failure);
      }
    }
    return left.isEmpty() && done > 0
        ? new Attempt.Done(done + " released")
        : new Attempt.Failed(left.isEmpty() ? "nothing that may be released" : left.get(0));
  }

  private @Nullable String one(
      ThreadRecord r, long seq, Object held, RecoveryEntry entry, Listener listener)
      throws Exception {
    String failure =
        held instanceof LeaseRecord lease
            ? lease(lease, entry, listener)
            : failure(locks.release(r, held));
    if (failure == null) {
      listener.released(r.id, seq);
    }
    return failure;
  }

  private static void fence(ThreadRecord r, Object held, String message) {
    Fence before = r.fence();
    List<Object> taken = new ArrayList<>();
    if (before != null && before.task() == r.task()) {
      taken.addAll(before.taken());
    }
    taken.add(held);
    r.fence(new Fence(r.task(), taken, message));
  }

  private @Nullable String lease(LeaseRecord lease, RecoveryEntry entry, Listener listener)
      throws IOException {
    Path path = Path.of(lease.path());
    if (lease.path().endsWith(SUFFIX)) {
      String transcript = lease.path().substring(0, lease.path().length() - SUFFIX.length());
      listener.recovery(Path.of(transcript), transcripts.append(Path.of(transcript), entry));
    }
    FileIdentity now = FileIdentity.of(path);
    RemoveOutcome outcome = remove(lease, path, now);
    listener.lockFile(lease.path(), outcome);
    if (outcome instanceof RemoveOutcome.Removed || outcome instanceof RemoveOutcome.Gone) {
      LeaseHooks.forget(lease);
      return null;
    }
    return "lock file not removed: " + outcome;
  }

  private RemoveOutcome remove(LeaseRecord lease, Path path, @Nullable FileIdentity now) {
    if (now == null) {
      return new RemoveOutcome.Gone();
    }
    boolean another =
        lease.identity() instanceof FileIdentity first
            && !Objects.equals(first.fileKey(), now.fileKey());
    return another ? new RemoveOutcome.Changed() : remover.removeOwn(path, now);
  }

  private static @Nullable String failure(Attempt attempt) {
    if (attempt instanceof Attempt.Done) {
      return null;
    }
    return attempt.toString();
  }
}
