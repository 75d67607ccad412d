package dev.unjam.tools;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Runs the command line on a Java that was cut down to a few modules, as images for containers are.
 */
@Timeout(120)
class WithoutAttachModuleTest {
  @TempDir Path folder;

  @Test
  void aJvmIsFoundAndAttachedToTheNativeWay() throws Exception {
    assumeTrue(Files.isDirectory(Path.of("/proc/self")));
    Path jar = IdleJvm.jar(folder.resolve("answering.jar"));
    try (IdleJvm jvm = IdleJvm.start(folder)) {
      String attached = run(jar, "attach", Long.toString(jvm.pid()), "mode=observe");
      assertEquals("JVM " + jvm.pid() + ": Unjam 9.8 runs, mode observe\n", attached);
      String listed = run(jar, "list");
      String program = "loaded  " + IdleJvm.Program.class.getName();
      assertTrue(
          listed.lines().anyMatch(l -> l.startsWith(jvm.pid() + " ") && l.endsWith(program)),
          listed);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "java|-cp|a:b|-Xmx1g|com.example.Main|-jar|x, com.example.Main",
    "java|-jar|/srv/a.jar|arg, /srv/a.jar",
    "java|-p|mods|-m|app/com.example.Main, app/com.example.Main",
    "java|@args, ?",
    "'', ?"
  })
  void theProgramIsFoundInALaunchersArguments(String arguments, String program) {
    assertEquals(program, JavaCommandLine.program(List.of(arguments.split("\\|", -1))));
  }

  private String run(Path jar, String... args) throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(
            IdleJvm.java(
                "--limit-modules",
                "java.base,java.logging,java.instrument,java.management,java.sql,jdk.unsupported",
                "-D" + AgentInside.JAR + "=" + jar,
                "-cp",
                System.getProperty("java.class.path"),
                CliMain.class.getName()));
    command.addAll(List.of(args));
    Path out = folder.resolve("out");
    Process process =
        new ProcessBuilder(command)
            .redirectOutput(out.toFile())
            .redirectError(folder.resolve("err").toFile())
            .start();
    try {
      assertTrue(process.waitFor(60, TimeUnit.SECONDS));
      assertEquals(0, process.exitValue(), Files.readString(folder.resolve("err")));
    } finally {
      process.destroyForcibly();
    }
    return Files.readString(out, StandardCharsets.UTF_8);
  }
}
