package dev.unjam.engine.os;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Knows how far a pid, as seen from this process, can be believed. */
final class PidNamespace {
  // include/linux/proc_ns.h: fixed numbers of the namespaces that the machine booted with
  static final String FIRST_PID = "pid:[4026531836]";
  private static final String FIRST_UTS = "uts:[4026531838]";
  private static final String FIRST_IPC = "ipc:[4026531839]";

  private static final String INNER = "\nNSpid:";

  /** Short: a process that starts meanwhile may take a lock. */
  private static final long KEPT_NANOS = 100_000_000;

  private final Path proc;
  private final boolean procIsOurs;
  private final boolean hides;
  private final boolean sandboxOnly;
  private volatile Inner inner = new Inner(Map.of(), System.nanoTime() - KEPT_NANOS);

  private PidNamespace(Path proc, boolean procIsOurs, boolean hides, boolean sandboxOnly) {
    this.proc = proc;
    this.procIsOurs = procIsOurs;
    this.hides = hides;
    this.sandboxOnly = sandboxOnly;
  }

  /** Whether this is surely the one that the machine booted with, from which all are seen. */
  static boolean isTheFirst() {
    return link(Path.of("/proc/self/ns/pid")).equals(FIRST_PID);
  }

  static PidNamespace of(Path proc) {
    String self = link(proc.resolve("self"));
    boolean ours = self.equals(Long.toString(ProcessHandle.current().pid()));
    Path ns = proc.resolve("self/ns");
    boolean sandboxOnly =
        !link(ns.resolve("pid")).equals(FIRST_PID)
            && link(ns.resolve("uts")).equals(FIRST_UTS)
            && link(ns.resolve("ipc")).equals(FIRST_IPC);
    return new PidNamespace(proc, ours, hides(proc), sandboxOnly);
  }

  /** False where {@code /proc} shows another namespace's numbers than ours. */
  boolean procIsOurs() {
    return procIsOurs;
  }

  /** True where {@code /proc} is mounted so that other users' processes are not shown. */
  boolean hidesProcesses() {
    return hides;
  }

  /**
   * Says why a pid may be meant from another namespace; empty where it may not.
   *
   * <p>A namespace of pids alone, with the machine's own name and IPC, is a sandbox on a machine
   * rather than a container: who wrote into its folders may well be outside, where we cannot see. A
   * container is taken to see all who write into its folders.
   */
  Optional<String> ambiguity(long pid) {
    if (sandboxOnly) {
      return Optional.of("we run in a pid namespace of our own and cannot see the machine's pids");
    }
    Long outer = innerPids().get(pid);
    return outer == null
        ? Optional.empty()
        : Optional.of("pid " + outer + " is pid " + pid + " in another pid namespace");
  }

  private Map<Long, Long> innerPids() {
    Inner known = inner;
    if (System.nanoTime() - known.readAt() >= KEPT_NANOS) {
      known = new Inner(readInnerPids(), System.nanoTime());
      inner = known;
    }
    return known.pids();
  }

  /** Processes of child namespaces, by the number that they have there (NSpid, Linux 4.1). */
  private Map<Long, Long> readInnerPids() {
    Map<Long, Long> found = new HashMap<>();
    try (DirectoryStream<Path> all = Files.newDirectoryStream(proc, "[0-9]*")) {
      for (Path process : all) {
        addInner(process, found);
      }
    } catch (IOException | DirectoryIteratorException e) {
      return found; // what was seen so far is still true
    }
    return found;
  }

  private static void addInner(Path process, Map<Long, Long> found) {
    try {
      String status = Files.readString(process.resolve("status"), StandardCharsets.ISO_8859_1);
      int begin = status.indexOf(INNER);
      if (begin < 0) {
        return;
      }
      begin += INNER.length();
      String[] pids = status.substring(begin, status.indexOf('\n', begin)).trim().split("\\s+", -1);
      for (int i = 1; i < pids.length; i++) {
        found.put(Long.parseLong(pids[i]), Long.parseLong(pids[0]));
      }
    } catch (IOException | NumberFormatException e) {
      return; // it ended while we looked: it holds nothing
    }
  }

  private static boolean hides(Path proc) {
    try {
      for (String line :
          Files.readString(proc.resolve("self/mountinfo"), StandardCharsets.ISO_8859_1)
              .split("\n", -1)) {
        String[] fields = line.split(" ", 6);
        if (fields.length > 5 && fields[4].equals("/proc") && line.contains("hidepid=")) {
          return !line.contains("hidepid=0") && !line.contains("hidepid=off");
        }
      }
      return false;
    } catch (IOException e) {
      return true;
    }
  }

  private static String link(Path path) {
    try {
      return Files.readSymbolicLink(path).toString();
    } catch (IOException | UnsupportedOperationException e) {
      return "";
    }
  }

  /** Processes of child namespaces by their number there, and when that was looked up. */
  private record Inner(Map<Long, Long> pids, long readAt) {}
}
