package dev.unjam.engine.lease;

import dev.unjam.engine.os.KernelLocks;
import dev.unjam.engine.os.Machine;
import dev.unjam.engine.os.ProcessProbe;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;

/** Makes lock files and has them judged by what this machine says. */
final class Locks {
  private Locks() {}

  static Path write(Path folder, String name, String content) throws IOException {
    return Files.writeString(folder.resolve(name), content);
  }

  static Path write(Path folder, String name, long pid, Instant createdAt) throws IOException {
    return write(folder, name, "{\"pid\":" + pid + ",\"createdAt\":\"" + createdAt + "\"}");
  }

  static Path aged(Path path, Duration age) throws IOException {
    return Files.setLastModifiedTime(path, FileTime.from(Instant.now().minus(age)));
  }

  static Judgement judge(Path path) {
    return judge(path, ProcessProbe.ofThisMachine());
  }

  static Judgement judge(Path path, ProcessProbe probe) {
    return judge(LockFileReader.read(path).orElseThrow(), probe);
  }

  static Judgement judge(LockFile file) {
    return judge(file, ProcessProbe.ofThisMachine());
  }

  private static Judgement judge(LockFile file, ProcessProbe probe) {
    Judge judge = new Judge(probe, Machine.here(), KernelLocks.now(), HolderInquiry.NOBODY);
    return judge.judge(file, Instant.now());
  }

  static Verdict verdict(Path path) {
    return judge(path).verdict();
  }
}
