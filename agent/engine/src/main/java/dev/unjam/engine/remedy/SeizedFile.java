package dev.unjam.engine.remedy;

import dev.unjam.bridge.LeaseRecord;
import dev.unjam.engine.lease.LockFileRemover;
import dev.unjam.engine.lease.RemoveOutcome;
import java.nio.file.Path;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A lock file that is removed while its holder may come back at any moment to delete it itself.
 *
 * <p>Just before it goes, under the folder's guard, it is marked: what the holder deletes from then
 * on is absorbed, for the next file of that name is another's. Then the holder is looked at: who
 * did not see the mark shows the deletion on its stack, and is let do it. Should the file stay, a
 * deletion that was absorbed meanwhile is done for the holder, interrupted or not. One that was
 * merely renewed is looked at anew. The remedy's thread only.
 */
final class SeizedFile {
  private static final int ATTEMPTS = 4;
  private static final long PAUSE_MILLIS = 20;
  private static final RemoveOutcome BUSY =
      new RemoveOutcome.Refused("its holder is removing the lock file itself");

  private final LockFileRemover remover;
  private final LeaseRecord lease;
  private final Path path;
  private final BooleanSupplier removing;
  private boolean busy;
  private boolean seized;
  private boolean owed;

  /**
   * Of this lease.
   *
   * @param removing whether somebody whom it is taken from is in the midst of a deletion
   */
  SeizedFile(LockFileRemover remover, LeaseRecord lease, Path path, BooleanSupplier removing) {
    this.remover = remover;
    this.lease = lease;
    this.path = path;
    this.removing = removing;
  }

  /**
   * Removes it; what it was marked for is over only once {@link LeaseRecord#isReleased} says so.
   *
   * @param meant asked last, before anything is done to it
   */
  RemoveOutcome remove(BooleanSupplier meant) throws InterruptedException {
    RemoveOutcome outcome = once(meant);
    for (int i = 1; i < ATTEMPTS && isToBeTriedAgain(outcome); i++) {
      try {
        Thread.sleep(PAUSE_MILLIS << i);
      } catch (InterruptedException e) {
        // Whoever in the host interrupts a thread of ours does not undo what the holder is owed.
        if (!owed) {
          throw e;
        }
      }
      // Of what is owed to the holder only whether it has it still, whoever waits for it.
      outcome = once(owed ? () -> !lease.isReleased() : meant);
    }
    return outcome;
  }

  /** The file as it is when it is its turn, if that is the holder's own. */
  private RemoveOutcome once(BooleanSupplier meant) {
    busy = false;
    @Nullable RemoveOutcome outcome = null;
    try {
      outcome =
          remover.removeOwn(
              path,
              now -> OwnLockFile.whyNot(lease, path, now),
              () -> seize() && meant.getAsBoolean());
    } finally {
      if (seized && !isGone(outcome)) {
        seized = false;
        owed |= lease.giveUp();
      }
    }
    return busy ? BUSY : outcome;
  }

  private boolean seize() {
    seized = lease.seize();
    busy = !seized || removing.getAsBoolean();
    return !busy;
  }

  /**
   * A holder that renews its lock file changes it, and for a moment it says nothing; the holder, or
   * its work, may delete another file.
   */
  private boolean isToBeTriedAgain(RemoveOutcome outcome) {
    boolean renewed =
        outcome instanceof RemoveOutcome.Changed
            || (outcome instanceof RemoveOutcome.Unknown unknown && unknown.passing());
    return !isGone(outcome) && (owed || outcome == BUSY || renewed);
  }

  private static boolean isGone(@Nullable RemoveOutcome outcome) {
    return outcome instanceof RemoveOutcome.Removed || outcome instanceof RemoveOutcome.Gone;
  }
}
