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
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;

/**
 * A process that sweeps and takes one lock file again and again, and ends with status 1 as soon as
 * it sees a second holder or finds its own live lock taken away.
 *
 * <p>In place of a release it mostly puts a dead process's lock where its own is, as if it had
 * crashed. All count their rounds in one file, a byte each, which only the holder writes to.
 */
final class Contender {
  private static final int SECOND_HOLDER = 1;
  private static final int LOCK_TAKEN_AWAY = 2;

  private final Path lock;
  private final Path held;
  private final Path rounds;
  private final long deadPid;
  private final Judge judge =
      new Judge(
          ProcessProbe.ofThisMachine(), Machine.here(), KernelLocks.now(), HolderInquiry.NOBODY);
  private final Remover remover;

  private Contender(Path folder, long deadPid, String kind) {
    this.lock = folder.resolve("s.jsonl.lock");
    this.held = folder.resolve("held");
    this.rounds = folder.resolve("rounds");
    this.deadPid = deadPid;
    this.remover = remover(kind);
  }

  private static Remover remover(String kind) {
    LockFileRemover ours = new LockFileRemover(Duration.ofSeconds(2), step -> pause());
    Aside aside = new Aside(Step.Listener.NOBODY);
    return switch (kind) {
      case "ours" -> ours::remove;
      case "delete" -> seen -> Files.deleteIfExists(seen.path());
      case "rename" -> seen -> aside.moveAndDelete(seen.path(), file -> true);
      default -> throw new IllegalArgumentException(kind);
    };
  }

  public static void main(String[] args) throws IOException {
    Contender contender = new Contender(Path.of(args[0]), Long.parseLong(args[1]), args[3]);
    long wanted = Long.parseLong(args[2]);
    while (Files.size(contender.rounds) < wanted) {
      contender.sweep();
      if (contender.take()) {
        contender.holdAndLeave();
      }
    }
  }

  private void sweep() throws IOException {
    Optional<LockFile> file = LockFileReader.read(lock);
    pause();
    if (file.isPresent() && judge.judge(file.get(), Instant.now()).verdict() == Verdict.STALE) {
      remover.remove(file.get());
    }
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

  private void holdAndLeave() throws IOException {
    FileIdentity mine = FileIdentity.of(lock);
    try {
      Files.createFile(held);
    } catch (FileAlreadyExistsException e) {
      System.exit(SECOND_HOLDER);
    }
    pause();
    Path crashed = Files.createTempFile(lock.getParent(), "crashed", null);
    Files.writeString(crashed, payload(deadPid));
    if (mine == null || !mine.equals(FileIdentity.of(lock))) {
      System.exit(LOCK_TAKEN_AWAY);
    }
    Files.write(rounds, new byte[1], StandardOpenOption.APPEND);
    Files.delete(held);
    if (ThreadLocalRandom.current().nextInt(8) == 0) {
      Files.delete(crashed);
      Files.delete(lock);
    } else {
      Files.move(
          crashed, lock, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  private static String payload(long pid) {
    return "{\"pid\":" + pid + ",\"createdAt\":\"" + Instant.now() + "\"}";
  }

  private static void pause() {
    LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(500_000));
  }

  private interface Remover {
    void remove(LockFile seen) throws IOException;
  }
}
