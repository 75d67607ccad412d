package dev.unjam.engine.lease;

import dev.unjam.engine.os.KernelLocks;
import dev.unjam.engine.os.Machine;
import dev.unjam.engine.os.ProcessProbe;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.Map;

/**
 * A process that removes locks, or writes recovery entries, until it is killed in the midst of it.
 */
final class Victim {
  private Victim() {}

  public static void main(String[] args) throws IOException {
    Path folder = Path.of(args[1]);
    if (args[0].equals("remove")) {
      removeForEver(folder, Long.parseLong(args[2]));
    } else {
      tellForEver(folder.resolve("s.jsonl"), Integer.parseInt(args[2]));
    }
  }

  private static void removeForEver(Path folder, long deadPid) throws IOException {
    LockFileRemover remover = new LockFileRemover();
    Judge judge =
        new Judge(
            ProcessProbe.ofThisMachine(), Machine.here(), KernelLocks.now(), HolderInquiry.NOBODY);
    Path lock = folder.resolve("s.jsonl.lock");
    for (int round = 0; ; round++) {
      Path next = Locks.write(folder, "next", deadPid, Instant.now());
      Files.move(next, lock, StandardCopyOption.ATOMIC_MOVE);
      LockFile seen = LockFileReader.read(lock).orElseThrow();
      Removal removal = Removal.of(judge.judge(seen, Instant.now()), remover);
      System.out.println(round + " " + removal);
    }
  }

  private static void tellForEver(Path transcript, int first) {
    TranscriptWriter writer = new TranscriptWriter(TranscriptForm.OPENCLAW);
    for (int i = first; ; i++) {
      RecoveryEntry entry = new RecoveryEntry("i-" + i, Instant.now(), "quota", Map.of());
      TranscriptOutcome outcome = writer.append(transcript, entry);
      if (outcome instanceof TranscriptOutcome.Failed failed) {
        throw new IllegalStateException(failed.why());
      }
      System.out.println(i);
    }
  }
}
