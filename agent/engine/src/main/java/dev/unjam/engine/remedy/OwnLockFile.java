package dev.unjam.engine.remedy;

import dev.unjam.bridge.LeaseRecord;
import dev.unjam.engine.lease.FileIdentity;
import dev.unjam.engine.lease.FileSight;
import dev.unjam.engine.lease.LockFile;
import dev.unjam.engine.lease.LockFileReader;
import dev.unjam.engine.lease.LockNote;
import dev.unjam.engine.lease.RemoveOutcome;
import dev.unjam.engine.lease.WrittenHere;
import dev.unjam.engine.os.KernelLocks;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Makes sure that a lock file is still the one that a thread of this JVM made, and surely a lock
 * file: what it says decides, for projects have data in files of such names ({@code deno.lock},
 * {@code Pipfile.lock}), which are made like locks. It is one if it names this process, and is the
 * very file or does not speak of another process of our pid; or if it is as it was when it was made
 * and is empty, or is a transcript's and is half written or names nobody.
 *
 * <p>A file that somebody holds an OS lock on is in use, whatever its threads do. One that nobody
 * does may be opened: there is no POSIX lock of this JVM on it that closing it would drop.
 */
final class OwnLockFile {
  /** A lock file's payload is a line; anything larger is data. */
  private static final long MOST_BYTES = 4096;

  private static final int LOOKS = 3;
  private static final long LOOK_MILLIS = 20;
  private static final String OF_TRANSCRIPT = ".jsonl.lock";
  private static final String NO_PID = "it names no pid, and may be no lock";
  private static final String TOUCHED =
      "it names no pid, and is not as it was when it was made: it may be somebody else's by now";

  private OwnLockFile() {}

  /**
   * Waits while its heartbeat writes it anew, and it says nothing for moments: a seventh of a
   * second at most. Before anybody is kept from it.
   */
  static void awaitRenewal(LeaseRecord lease) throws IOException, InterruptedException {
    Path path = Path.of(lease.path());
    for (int i = 0; i < LOOKS; i++) {
      RemoveOutcome not = whyNot(lease, path, FileIdentity.of(path));
      if (!(not instanceof RemoveOutcome.Unknown unknown && unknown.passing())) {
        return;
      }
      Thread.sleep(LOOK_MILLIS << i);
    }
  }

  /** Why it is not to be removed, or null. */
  static @Nullable RemoveOutcome whyNot(LeaseRecord lease, Path path, @Nullable FileIdentity now)
      throws IOException {
    if (now == null) {
      return new RemoveOutcome.Gone();
    }
    LockNote made = lease.identity() instanceof LockNote known ? known : null;
    FileSight seen = made == null ? null : FileSight.of(path);
    if (made != null && (seen == null || made.isAnother(seen, areBirthsTold(path)))) {
      return seen == null ? new RemoveOutcome.Gone() : new RemoveOutcome.Changed();
    }
    if (now.size() > MOST_BYTES) {
      return new RemoveOutcome.Unknown("it is too large for a lock file");
    }
    if (KernelLocks.now().holder(path).isPresent()) {
      return new RemoveOutcome.Refused("a process holds an OS lock on it");
    }
    boolean untouched = made != null && made.isUntouched(seen);
    boolean same = untouched || (made != null && seen != null && made.isTheSame(seen));
    return LockFileReader.read(path).map(file -> whyNot(file, untouched, same)).orElse(null);
  }

  private static boolean areBirthsTold(Path lock) throws IOException {
    Path folder = lock.toAbsolutePath().getParent();
    return folder != null && FileSight.areBirthsTold(folder);
  }

  /** No data is called so, whatever stands in it. */
  private static boolean isOfTranscript(Path path) {
    return String.valueOf(path.getFileName()).endsWith(OF_TRANSCRIPT);
  }

  /** Inode numbers are given out again at once: another process may have made a lock since. */
  private static @Nullable RemoveOutcome whyNot(LockFile file, boolean untouched, boolean same) {
    Long pid = file.pid();
    if (pid != null) {
      boolean ours = pid == ProcessHandle.current().pid() && (same || WrittenHere.maybe(file));
      return ours ? null : new RemoveOutcome.Changed();
    }
    if (!untouched) {
      boolean saysNothing = file.isEmpty() || file.problem() != null;
      return new RemoveOutcome.Unknown(TOUCHED, saysNothing && isOfTranscript(file.path()));
    }
    if (isOfTranscript(file.path())) {
      return null;
    }
    String problem = file.problem();
    if (problem != null) {
      return new RemoveOutcome.Unknown(problem);
    }
    return file.isEmpty() ? null : new RemoveOutcome.Unknown(NO_PID);
  }
}
