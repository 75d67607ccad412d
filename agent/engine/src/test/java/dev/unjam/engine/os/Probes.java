package dev.unjam.engine.os;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Assumptions;

/** A JVM that looks at processes and files from where it was started, and prints what it sees. */
public final class Probes {
  private Probes() {}

  /** Runs one behind such a command as {@code unshare}, and returns what it says. */
  static String seenFrom(List<String> wrapper, String... question) throws IOException {
    Process process = new ProcessBuilder(command(wrapper, question)).start();
    process.getOutputStream().close();
    return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
  }

  /** Returns the command line of one. */
  public static List<String> command(List<String> wrapper, String... question) {
    List<String> command = new ArrayList<>(wrapper);
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    // Of two with the pid 1 one may say on its output that a file is locked.
    command.add("-XX:-UsePerfData");
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Probes.class.getName()));
    command.addAll(List.of(question));
    return command;
  }

  /** Skips the test where this wrapper may not be used. */
  public static void assumeAllowed(String... wrapper) throws Exception {
    List<String> command = new ArrayList<>(List.of(wrapper));
    command.add("true");
    int status;
    try {
      status = new ProcessBuilder(command).start().waitFor();
    } catch (IOException e) {
      status = -1;
    }
    Assumptions.assumeTrue(status == 0, String.join(" ", wrapper) + " is not allowed here");
  }

  public static void main(String[] question) throws IOException {
    switch (question[0]) {
      case "liveness" -> {
        long pid = Long.parseLong(question[1]);
        System.out.println(ProcessProbe.ofThisMachine().liveness(pid));
      }
      case "locks" -> {
        Path file = Path.of(question[1]);
        System.out.println(KernelLocks.now().holder(file) + " " + LockQuery.holder(file));
      }
      case "own" -> System.out.println(Container.isOwn(Path.of(question[1])));
      case "alone" -> System.out.println(Seclusion.since().isPresent());
      case "lock" -> KernelLocksTest.lockUntilInputEnds(Path.of(question[1]));
      default -> throw new IllegalArgumentException(question[0]);
    }
  }
}
