package dev.unjam.tools;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A JVM that was checked to be one that we can attach to.
 *
 * <p>The check comes first because attaching starts with SIGQUIT, which ends any process that is no
 * JVM. Where the system has no {@code /proc} only the checks of the attach API itself remain.
 */
record Target(long pid) {
  private static final String DISABLED = "-XX:+DisableAttachMechanism";

  static Target of(long pid) throws NotPossibleException {
    if (pid == ProcessHandle.current().pid()) {
      throw new NotPossibleException("process " + pid + " is this command itself");
    }
    ProcessHandle process =
        ProcessHandle.of(pid)
            .filter(ProcessHandle::isAlive)
            .orElseThrow(() -> new NotPossibleException("there is no process " + pid));
    checkUser(process);
    Proc proc = new Proc(pid);
    if (proc.isThere()) {
      checkIsJvm(proc);
      checkNamespaces(proc);
      checkListens(proc);
    }
    return new Target(pid);
  }

  private static void checkUser(ProcessHandle process) throws NotPossibleException {
    Optional<String> theirs = process.info().user();
    Optional<String> ours = ProcessHandle.current().info().user();
    if (theirs.isPresent() && ours.isPresent() && !theirs.equals(ours)) {
      throw new NotPossibleException(
          "process " + process.pid() + " belongs to " + theirs.get() + ": run this as that user");
    }
  }

  private static void checkIsJvm(Proc proc) throws NotPossibleException {
    try {
      if (proc.jvmLibrary() == null) {
        throw new NotPossibleException("process " + proc.pid() + " is not a JVM");
      }
    } catch (IOException e) {
      throw new NotPossibleException(
          "not permitted to look at process "
              + proc.pid()
              + ": run this as the same user, with the same capabilities");
    }
    if (proc.arguments().contains(DISABLED)) {
      throw new NotPossibleException(
          "JVM " + proc.pid() + " cannot be attached to: it was started with " + DISABLED);
    }
  }

  /** A stopped JVM would print a thread dump when it goes on; one without a handler would die. */
  private static void checkListens(Proc proc) throws NotPossibleException {
    if (proc.isStopped()) {
      throw new NotPossibleException("JVM " + proc.pid() + " does not answer: it is stopped");
    }
    String pid = Long.toString(proc.pid());
    boolean listens = Files.exists(Path.of("/proc", pid, "root", "tmp", ".java_pid" + pid));
    if (!listens && proc.diesOfQuit()) {
      throw new NotPossibleException(
          "JVM "
              + proc.pid()
              + " cannot be attached to: it is only starting, or was started with -Xrs");
    }
  }

  private static void checkNamespaces(Proc proc) throws NotPossibleException {
    if (proc.isElsewhere("pid") || proc.isElsewhere("mnt")) {
      throw new NotPossibleException(
          "JVM "
              + proc.pid()
              + " runs in another container: run this inside of it, where the jar must lie too");
    }
  }
}
