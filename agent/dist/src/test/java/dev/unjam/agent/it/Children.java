package dev.unjam.agent.it;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/** The processes below a gateway, as the kernel has them. */
record Children(long gateway) {
  private static final Duration DEADLINE = Duration.ofSeconds(30);

  /** The children that live now, without those that are dead and not yet waited for. */
  Set<Long> alive() {
    try (Stream<ProcessHandle> all = ProcessHandle.of(gateway).orElseThrow().children()) {
      return all.map(ProcessHandle::pid)
          .filter(pid -> !state(pid).equals("Z"))
          .collect(Collectors.toCollection(TreeSet::new));
    }
  }

  /** The living one that was not there before. */
  long newOne(Set<Long> before) {
    Set<Long> now = alive();
    now.removeAll(before);
    if (now.size() != 1) {
      throw new AssertionError("not one new child but " + now);
    }
    return now.iterator().next();
  }

  /** Waits until nothing is left of a process, not even as a zombie. */
  static void awaitGone(long pid) {
    Awaitility.await("process " + pid + " is gone")
        .atMost(DEADLINE)
        .until(() -> state(pid).equals("gone"));
  }

  /** How many processes of this command live in a folder or below, whoever their parent is. */
  static long count(Path folder, String... command) {
    try (Stream<ProcessHandle> all = ProcessHandle.allProcesses()) {
      return all.map(p -> Path.of("/proc", Long.toString(p.pid())))
          .filter(p -> isOf(p, folder, String.join("\0", command) + "\0"))
          .count();
    }
  }

  private static boolean isOf(Path process, Path folder, String command) {
    try {
      return Files.readString(process.resolve("cmdline")).equals(command)
          && Files.readSymbolicLink(process.resolve("cwd")).startsWith(folder.toRealPath());
    } catch (IOException goneOrAnothers) {
      return false;
    }
  }

  static boolean lives(long pid) {
    return !List.of("gone", "Z").contains(state(pid));
  }

  /** The children that have ended and that nobody has waited for. */
  List<Long> zombies() throws IOException {
    List<Long> zombies = new ArrayList<>();
    try (Stream<Path> processes = Files.list(Path.of("/proc"))) {
      for (Path process :
          processes.filter(p -> p.getFileName().toString().matches("\\d+")).toList()) {
        List<String> stat = stat(process);
        if (stat.size() > 1 && stat.get(0).equals("Z") && stat.get(1).equals("" + gateway)) {
          zombies.add(Long.valueOf(process.getFileName().toString()));
        }
      }
    }
    return zombies;
  }

  /** One letter as in {@code /proc/pid/stat}, or {@code gone}. */
  private static String state(long pid) {
    return stat(Path.of("/proc", Long.toString(pid))).get(0);
  }

  /** The fields after the command's name. */
  private static List<String> stat(Path process) {
    try {
      String stat = Files.readString(process.resolve("stat"));
      return List.of(stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1));
    } catch (IOException gone) {
      return List.of("gone");
    }
  }
}
