package dev.unjam.engine.remedy;

import dev.unjam.bridge.LeaseRecord;
import dev.unjam.engine.lease.LockFileRemover;
import dev.unjam.engine.lease.RecoveryEntry;
import dev.unjam.engine.lease.RemoveOutcome;
import dev.unjam.engine.lease.TranscriptOutcome;
import dev.unjam.engine.lease.TranscriptWriter;
import java.nio.file.Path;
import java.util.function.BooleanSupplier;

/**
 * Removes the lock file of a transcript: its holder is kept out of the transcript first, then the
 * entry is written, then the file goes.
 */
final class TranscriptReleases {
  static final RemoveOutcome NOBODY_WAITS =
      new RemoveOutcome.Refused("nobody waits for its release any more");

  private static final String SUFFIX = ".lock";
  private static final RemoveOutcome LIFTED =
      new RemoveOutcome.Refused("its holder is no longer kept from writing to the transcript");
  private static final RemoveOutcome UNWATCHED =
      new RemoveOutcome.Refused("its holder cannot be kept from writing to the transcript");
  private static final RemoveOutcome AT_IT =
      new RemoveOutcome.Refused("its holder is writing to a file, perhaps the transcript");
  private static final RemoveOutcome ENTRY_WAITS =
      new RemoveOutcome.Refused("its recovery entry waits for other sessions' entries", true);

  private final LockFileRemover remover;
  private final TranscriptWriter transcripts;
  private final OwedEntries owed;
  private final FenceHooks hooks;
  private final long fenceMillis;

  TranscriptReleases(
      LockFileRemover remover,
      TranscriptWriter transcripts,
      OwedEntries owed,
      FenceHooks hooks,
      long fenceMillis) {
    this.remover = remover;
    this.transcripts = transcripts;
    this.owed = owed;
    this.hooks = hooks;
    this.fenceMillis = fenceMillis;
  }

  /**
   * Does it.
   *
   * @param meant asked before each step: whether anybody waits for it still, and it is held
   */
  RemoveOutcome remove(
      Hold hold,
      LostLease lost,
      LeaseRecord lease,
      RecoveryEntry entry,
      ReleaseListener listener,
      BooleanSupplier meant)
      throws InterruptedException {
    Path path = Path.of(lease.path());
    Path transcript = transcript(lease);
    TranscriptFence fence =
        TranscriptFence.up(
            hold, lease, transcript, entry.incident(), hooks, fenceMillis, listener::fenceGone);
    boolean taken = false;
    try {
      if (!fence.isWatched()) {
        return UNWATCHED;
      }
      if (!fence.isAlone()) {
        return AT_IT;
      }
      BooleanSupplier keptOut = () -> fence.keepsOut() && meant.getAsBoolean();
      if (!keptOut.getAsBoolean()) {
        return fence.keepsOut() ? NOBODY_WAITS : LIFTED;
      }
      // While the lease is still held, and its holder kept out already.
      OwedEntries.Before before = OwedEntries.Before.of(transcript);
      TranscriptOutcome told = transcripts.append(transcript, entry);
      if (told instanceof TranscriptOutcome.PutOff) {
        return ENTRY_WAITS;
      }
      listener.recovery(transcript, told);
      BooleanSupplier removing = () -> lost.isRemoving() || fence.isRemoving();
      RemoveOutcome outcome = new SeizedFile(remover, lease, path, removing).remove(keptOut);
      taken = Releases.isTaken(outcome, lease);
      if (taken && told instanceof TranscriptOutcome.Failed failed && !failed.lasting()) {
        owed.add(transcript, before, entry, late -> listener.recovery(transcript, late));
      }
      return outcome instanceof RemoveOutcome.Refused && !fence.keepsOut() ? LIFTED : outcome;
    } finally {
      if (!taken) {
        fence.down();
      }
    }
  }

  private static Path transcript(LeaseRecord lease) {
    return Path.of(lease.path().substring(0, lease.path().length() - SUFFIX.length()));
  }
}
