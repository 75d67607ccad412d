package dev.unjam.engine.track;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/**
 * What a process has used so far.
 *
 * @param cpuMillis of processor time, with that of its children that have ended, in milliseconds
 * @param bytes read and written by system calls; 0 where nobody tells
 */
record ProcessTicks(long cpuMillis, long bytes) {
  /** One that has used nothing yet. */
  static final ProcessTicks NONE = new ProcessTicks(0, 0);

  /** The kernel's clock ticks a second in {@code /proc}: USER_HZ, 100 on all of today's. */
  private static final long HERTZ = 100;

  /** Fields 14 to 17 of {@code /proc/pid/stat}, counted from behind the command's name. */
  private static final int FIRST_TIME = 14 - 2;

  private static final int TIMES = 4;

  /** What it has used; zeros where it is gone, or another user's. */
  static ProcessTicks of(ProcessHandle process) {
    long cpu = cpuMillis(process.pid());
    if (cpu < 0) {
      cpu = process.info().totalCpuDuration().map(Duration::toMillis).orElse(0L);
    }
    return new ProcessTicks(cpu, bytes(process.pid()));
  }

  /** With that of its children that have ended: a build starts thousands that live no second. */
  private static long cpuMillis(long pid) {
    String stat = read(pid, "stat");
    String[] fields = stat.substring(stat.lastIndexOf(')') + 1).split(" ", -1);
    if (fields.length < FIRST_TIME + TIMES) {
      return -1;
    }
    long ticks = 0;
    for (int i = FIRST_TIME; i < FIRST_TIME + TIMES; i++) {
      ticks += Long.parseLong(fields[i]);
    }
    return ticks * 1000 / HERTZ;
  }

  /** See {@code man 5 proc}, {@code /proc/pid/io}. */
  private static long bytes(long pid) {
    long bytes = 0;
    for (String line : read(pid, "io").split("\n", -1)) {
      if (line.startsWith("rchar:") || line.startsWith("wchar:")) {
        bytes += Long.parseLong(line.substring(line.indexOf(':') + 1).strip());
      }
    }
    return bytes;
  }

  /** Empty where there is none: no Linux, or not ours to see. */
  private static String read(long pid, String what) {
    try {
      return Files.readString(Path.of("/proc/" + pid + "/" + what), StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      return "";
    }
  }
}
