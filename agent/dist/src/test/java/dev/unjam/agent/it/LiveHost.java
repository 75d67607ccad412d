package dev.unjam.agent.it;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A host program that has said READY and runs until its input ends. */
record LiveHost(Process process, Path stderr) implements AutoCloseable {
  static LiveHost start(HostProgram program, String jvmArgument, String argument)
      throws IOException {
    return start(program, jvmArgument, List.of(argument));
  }

  static LiveHost start(HostProgram program, String jvmArgument, List<String> arguments)
      throws IOException {
    Path stderr = program.folder().resolve("stderr");
    Process process =
        new ProcessBuilder(program.command(List.of(jvmArgument), arguments))
            .directory(program.folder().toFile())
            .redirectError(stderr.toFile())
            .start();
    BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
    String first = out.readLine();
    if (!"READY".equals(first)) {
      process.destroyForcibly();
      throw new IOException("it said " + first + " and " + Files.readString(stderr));
    }
    return new LiveHost(process, stderr);
  }

  long pid() {
    return process.pid();
  }

  /** Ends it in its own way; fails if that does not work, or if it has said anything on stderr. */
  @Override
  public void close() throws IOException {
    try {
      process.getOutputStream().close();
      int status = process.onExit().orTimeout(30, TimeUnit.SECONDS).join().exitValue();
      assertEquals(0, status);
      String said = Files.readString(stderr);
      String ours = String.join("\n", said.lines().filter(l -> l.startsWith("unjam:")).toList());
      assertEquals("", ours);
    } finally {
      process.destroyForcibly();
    }
  }
}
