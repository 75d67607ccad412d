package dev.unjam.engine.remedy;

import dev.unjam.bridge.LeaseRecord;
import dev.unjam.bridge.WriteFence;
import dev.unjam.engine.lease.RemoveOutcome;
import dev.unjam.engine.lease.TranscriptOutcome;
import java.nio.file.Path;

/** Hears of what was done, on the remedy's thread. */
public interface ReleaseListener {
  /** An entry went into a transcript, or could not. */
  void recovery(Path transcript, TranscriptOutcome outcome);

  /** A lock file was removed, or could not be. */
  void lockFile(String path, RemoveOutcome outcome);

  /** A lock file was left because nothing says that it is one. */
  void noLock(long record, long holdSeq);

  /** A hold was released on its holder's behalf. */
  void released(long record, long holdSeq);

  /** A fence that still bound somebody went, for there were too many. */
  void fenceGone(WriteFence fence);

  /** The same of what kept a former holder from deleting a lock file. */
  void lossGone(LeaseRecord lease);
}
