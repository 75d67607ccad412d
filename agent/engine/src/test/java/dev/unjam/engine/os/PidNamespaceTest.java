package dev.unjam.engine.os;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

@EnabledOnOs(OS.LINUX)
class PidNamespaceTest {
  @BeforeEach
  void needsTheRightToMakeNamespaces() throws Exception {
    int status = new ProcessBuilder("unshare", "-Upf", "--mount-proc", "true").start().waitFor();
    Assumptions.assumeTrue(status == 0, "no namespaces may be made here");
  }

  @Test
  void thePidOfAProcessInAChildNamespaceIsAmbiguousHere() throws Exception {
    try (Children children = new Children()) {
      Process holder = children.start("unshare", "-Upf", "sh", "-c", "sleep 120 & echo $!; wait");
      BufferedReader out = holder.inputReader(StandardCharsets.US_ASCII);
      long inner = Long.parseLong(out.readLine());
      assertTrue(ProcessProbe.ofThisMachine().ambiguity(inner).isPresent());
    }
  }

  @Test
  void insideASandboxOfPidsNoPidIsAProof() throws Exception {
    assertEquals("DEAD true", inside("--mount-proc"));
  }

  @Test
  void aProcOfAnotherNamespaceIsNotBelieved() throws Exception {
    assertEquals("UNKNOWN true", inside("--fork"));
  }

  private static String inside(String option) throws Exception {
    Process process =
        new ProcessBuilder(
                "unshare",
                "-Upf",
                option,
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                // Of two with the pid 1 one may say on its output that a file is locked.
                "-XX:-UsePerfData",
                "-cp",
                System.getProperty("java.class.path"),
                Inside.class.getName())
            .start();
    return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
  }

  /** Says what a pid that is not given out means where it is started. */
  static final class Inside {
    private Inside() {}

    public static void main(String[] args) {
      ProcessProbe probe = ProcessProbe.ofThisMachine();
      long none = 4_194_303;
      System.out.println(probe.liveness(none) + " " + probe.ambiguity(none).isPresent());
    }
  }
}
