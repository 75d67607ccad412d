package dev.unjam.engine.lease;

import dev.unjam.engine.os.KernelLocks;
import dev.unjam.engine.os.Machine;
import dev.unjam.engine.os.ProcessProbe;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;

/**
 * A process that sweeps and takes one lock file again and again, and ends with status 1 as soon as
 * it sees a second holder or finds its own live lock taken away.
 *
 * <p>Instead of releasing it puts a dead process's lock in place of its own, as if it had crashed.
 */
final class Contender {
  private final Path lock;
  private final Path held;
  private final long deadPid;
  private final Judge judge =
      new Judge(
          ProcessProbe.ofThisMachine(), Machine.here(), KernelLocks.now(), HolderInquiry.NOBODY);
  private final LockFileRemover remover = new LockFileRemover();

  private Contender(Path folder, long deadPid) {
    this.lock = folder.resolve("s.jsonl.lock");
    this.held = folder.resolve("held");
    this.deadPid = deadPid;
  }

  public static void main(String[] args) throws IOException {
    Contender contender = new Contender(Path.of(args[0]), Long.parseLong(args[1]));
    int wins = Integer.parseInt(args[2]);
    while (wins > 0) {
      contender.sweep();
      if (contender.take()) {
        contender.holdAndCrash();
        wins--;
      }
    }
  }

  private void sweep() {
    Optional<LockFile> file = LockFileReader.read(lock);
    pause();
    file.map(seen -> judge.judge(seen, Instant.now()))
        .ifPresent(judgement -> Removal.of(judgement, remover));
  }

  private boolean take() throws IOException {
    try {
      Files.writeString(
          lock, payload(ProcessHandle.current().pid()), StandardOpenOption.CREATE_NEW);
      return true;
    } catch (FileAlreadyExistsException e) {
      return false;
    }
  }

  private void holdAndCrash() throws IOException {
    FileIdentity mine = FileIdentity.of(lock);
    Files.createFile(held);
    pause();
    Path crashed = Files.createTempFile(lock.getParent(), "crashed", null);
    Files.writeString(crashed, payload(deadPid));
    Files.delete(held);
    if (mine == null || !mine.equals(FileIdentity.of(lock))) {
      throw new IllegalStateException("a live lock was taken away");
    }
    Files.move(crashed, lock, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  private static String payload(long pid) {
    return "{\"pid\":" + pid + ",\"createdAt\":\"" + Instant.now() + "\"}";
  }

  private static void pause() {
    LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(500_000));
  }
}
