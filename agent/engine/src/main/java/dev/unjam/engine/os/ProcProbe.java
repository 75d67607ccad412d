package dev.unjam.engine.os;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.Optional;
import java.util.OptionalLong;

/** Reads {@code /proc}, which shows other users' processes as well and needs no native code. */
final class ProcProbe implements ProcessProbe {
  /** USER_HZ: what the kernel shows to user space, 100 on every architecture that Java 17 has. */
  private static final long TICKS_PER_SECOND = 100;

  private final Path proc;
  private final PidNamespace namespace;

  ProcProbe(Path proc, PidNamespace namespace) {
    this.proc = proc;
    this.namespace = namespace;
  }

  @Override
  public Liveness liveness(long pid) {
    if (pid <= 0) {
      return Liveness.DEAD;
    }
    if (!namespace.procIsOurs()) {
      return Liveness.UNKNOWN;
    }
    try {
      Optional<ProcStat> stat = stat(pid);
      if (stat.isEmpty()) {
        return Liveness.UNKNOWN;
      }
      return stat.get().ended() && !otherThreadsRun(pid) ? Liveness.ZOMBIE : Liveness.ALIVE;
    } catch (NoSuchFileException e) {
      return namespace.hidesProcesses() ? HiddenProcess.liveness(pid) : Liveness.DEAD;
    } catch (IOException e) {
      return goneWhileRead(e) ? Liveness.DEAD : Liveness.UNKNOWN;
    }
  }

  @Override
  public OptionalLong startTime(long pid) {
    Optional<ProcStat> stat = shown(pid);
    return stat.isPresent() ? OptionalLong.of(stat.get().startTicks()) : OptionalLong.empty();
  }

  /**
   * Two sources, the earlier one taken: a container runtime that rewrites {@code /proc/uptime} but
   * not {@code stat} would make every process look younger than it is.
   */
  @Override
  public Optional<Instant> startedAt(long pid) {
    Instant now = Instant.now();
    Optional<Instant> byBootTime = HandleProbe.started(pid);
    Optional<Instant> byUptime = startByUptime(pid, now);
    if (byBootTime.isEmpty() || byUptime.isEmpty()) {
      return Optional.empty();
    }
    Instant earlier = byBootTime.get().isBefore(byUptime.get()) ? byBootTime.get() : byUptime.get();
    return earlier.isAfter(now.plusSeconds(1)) ? Optional.empty() : Optional.of(earlier);
  }

  @Override
  public boolean clockWasLeftAlone() {
    return startedAt(1).filter(BootClock::agrees).isPresent();
  }

  @Override
  public Optional<String> ambiguity(long pid) {
    return namespace.ambiguity(pid);
  }

  @Override
  public boolean asksNatively() {
    return namespace.hidesProcesses();
  }

  private Optional<Instant> startByUptime(long pid, Instant now) {
    OptionalLong ticks = startTime(pid);
    if (ticks.isEmpty()) {
      return Optional.empty();
    }
    try {
      String uptime = Files.readString(proc.resolve("uptime"), StandardCharsets.US_ASCII);
      double seconds = Double.parseDouble(uptime.split(" ", 2)[0]);
      long age = (long) (seconds * 1000) - ticks.getAsLong() * 1000 / TICKS_PER_SECOND;
      return Optional.of(now.minus(Duration.ofMillis(age)));
    } catch (IOException | NumberFormatException e) {
      return Optional.empty();
    }
  }

  /** A process whose first thread has ended shows as a zombie while its other threads run. */
  private boolean otherThreadsRun(long pid) throws IOException {
    try (DirectoryStream<Path> tasks =
        Files.newDirectoryStream(proc.resolve(Long.toString(pid)).resolve("task"))) {
      Iterator<Path> each = tasks.iterator();
      if (!each.hasNext()) {
        return false;
      }
      each.next();
      return each.hasNext();
    }
  }

  /** What is shown of this process, or empty where that is not of this namespace, or it is gone. */
  Optional<ProcStat> shown(long pid) {
    try {
      return namespace.procIsOurs() ? stat(pid) : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private Optional<ProcStat> stat(long pid) throws IOException {
    Path file = proc.resolve(Long.toString(pid)).resolve("stat");
    return ProcStat.parse(Files.readString(file, StandardCharsets.ISO_8859_1));
  }

  /** ESRCH comes from a read of a process that was reaped after its file was opened. */
  private static boolean goneWhileRead(IOException e) {
    String message = e.getMessage();
    return message != null && message.contains("No such process");
  }
}
