package dev.unjam.engine.remedy;

import dev.unjam.bridge.LeaseRecord;
import dev.unjam.bridge.WriteFence;
import dev.unjam.bridge.WriteFences;
import dev.unjam.engine.lease.CleanText;
import dev.unjam.engine.os.FileCalls;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Keeps a holder out of its transcript from before its lock file is removed.
 *
 * <p>First the fence is put up, then each thread that it binds is looked at: to take its stack is a
 * handshake, after which the thread sees the fence. One that was past the check by then shows the
 * method that writes. So there is nobody who could still write without a check once {@link
 * #isAlone} has said so, and no write costs anything for it.
 */
final class TranscriptFence {
  private static final long PATIENCE_NANOS = 1_000_000_000;
  private static final long PAUSE_MILLIS = 5;

  /** With the patience above less than after what a remedy counts as hung. */
  private static final long WEAVING_MILLIS = 2_000;

  private final WriteFence fence;
  private final FileCalls calls;

  private final boolean watched;

  private TranscriptFence(WriteFence fence, boolean watched, FileCalls calls) {
    this.watched = watched;
    this.fence = fence;
    this.calls = calls;
  }

  /**
   * Puts it up, once the hooks are in that it needs if it binds anybody.
   *
   * @param gone takes the oldest fence, if that had to go for this one
   */
  static TranscriptFence up(
      Hold hold,
      LeaseRecord lease,
      Path transcript,
      String incident,
      FenceHooks hooks,
      long lateMillis,
      Consumer<WriteFence> gone)
      throws InterruptedException {
    Path absolute = transcript.toAbsolutePath().normalize();
    Path real = real(absolute);
    String message =
        hold.message()
            + ": it no longer holds the lock, its write to "
            + CleanText.word(name(real))
            + " is refused";
    WriteFence fence =
        new WriteFence(
            lease,
            hold.seq(),
            hold.isOrphan(),
            absolute.toString(),
            real.toString(),
            message,
            incident,
            lateMillis);
    boolean watched = WriteFences.bindsAny(fence) && hooks.areIn(WEAVING_MILLIS);
    WriteFence oldest = WriteFences.up(fence);
    if (oldest != null) {
      gone.accept(oldest);
    }
    return new TranscriptFence(fence, watched, new FileCalls(real));
  }

  /** Whether somebody whom it binds is about to delete a file: the lock file, perhaps. */
  boolean isRemoving() {
    List<Thread> bound = new ArrayList<>();
    WriteFences.boundBy(fence, bound::add);
    return bound.stream().anyMatch(t -> FileFrames.removing(t.getStackTrace()));
  }

  private static String name(Path file) {
    return String.valueOf(file.getFileName());
  }

  private static Path real(Path absolute) {
    try {
      return absolute.toRealPath();
    } catch (IOException e) {
      Path folder = absolute.getParent();
      try {
        return folder == null ? absolute : folder.toRealPath().resolve(name(absolute));
      } catch (IOException none) {
        return absolute;
      }
    }
  }

  /**
   * Whether nobody may write: it is up still, or whom it bound is gone, with whom it goes. All go
   * down together where the agent is told to leave the host alone.
   */
  boolean keepsOut() {
    return WriteFences.isUp(fence) || !WriteFences.bindsAny(fence);
  }

  void down() {
    WriteFences.down(fence);
  }

  /** Whether whom it binds, if anybody, is asked at each write from now on. */
  boolean isWatched() {
    return watched || !WriteFences.bindsAny(fence);
  }

  /** Waits a moment for whoever is in the midst of a write; whether nobody is any more. */
  boolean isAlone() throws InterruptedException {
    List<Thread> bound = new ArrayList<>();
    WriteFences.boundBy(fence, bound::add);
    long deadline = System.nanoTime() + PATIENCE_NANOS;
    boolean elsewhere = true;
    while (true) {
      bound.removeIf(t -> !WriteFrames.in(t.getStackTrace()));
      boolean queued = WriteFences.anyToBeDone(fence, WriteFrames::isQueued);
      if (bound.isEmpty() && !queued) {
        return true;
      }
      // One that hangs in a write to a pipe is seen in it; whoever wakes up later is checked. Which
      // file one in an open, a copy or a truncation is at cannot be seen.
      elsewhere &=
          !queued
              && bound.stream().allMatch(t -> WriteFrames.isNativeWrite(t.getStackTrace()))
              && calls.allElsewhere(bound.size());
      if (System.nanoTime() > deadline) {
        return elsewhere;
      }
      Thread.sleep(PAUSE_MILLIS);
    }
  }
}
