package dev.unjam.engine.lease;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;

/** A process that writes one recovery entry and then removes the lock file, as a release does. */
final class OneVictim {
  private OneVictim() {}

  public static void main(String[] args) throws IOException {
    Path folder = Path.of(args[0]);
    TranscriptWriter writer = new TranscriptWriter(TranscriptForm.OPENCLAW);
    LockFileRemover remover = new LockFileRemover();
    // Once for nothing, so that what is counted afterwards is the thing itself.
    writer.append(folder.resolve("before.jsonl"), entry("i-0"));
    Path lock = folder.resolve("s.jsonl.lock");
    FileIdentity seen = Objects.requireNonNull(FileIdentity.of(lock));
    release(folder, lock, writer, remover, seen);
  }

  private static void release(
      Path folder, Path lock, TranscriptWriter writer, LockFileRemover remover, FileIdentity seen) {
    writer.append(folder.resolve("s.jsonl"), entry("i-1"));
    remover.removeOwn(
        lock, now -> seen.equals(now) ? null : new RemoveOutcome.Changed(), () -> true);
  }

  private static RecoveryEntry entry(String incident) {
    return new RecoveryEntry(incident, Instant.now(), "quota", Map.of());
  }
}
