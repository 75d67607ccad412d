package dev.unjam.agent.it;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A process that has ended: its exit status and all that it said. */
public record Ended(int status, String out, String err) {
  private static final long DEADLINE_SECONDS = 60;

  /**
   * Runs a command in a folder to its end.
   *
   * @param variables further variables of its environment
   */
  public static Ended run(Path folder, List<String> command, Map<String, String> variables)
      throws IOException {
    Path out = Files.createTempFile("ended", ".out");
    Path err = Files.createTempFile("ended", ".err");
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectOutput(out.toFile())
            .redirectError(err.toFile());
    builder.environment().putAll(variables);
    Process process = builder.start();
    process.getOutputStream().close();
    try {
      if (!process.waitFor(DEADLINE_SECONDS, TimeUnit.SECONDS)) {
        throw new AssertionError(command + " does not end; it said: " + read(out) + read(err));
      }
      return new Ended(process.exitValue(), read(out), read(err));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("while " + command + " ran");
    } finally {
      process.destroyForcibly();
      Files.delete(out);
      Files.delete(err);
    }
  }

  private static String read(Path file) throws IOException {
    return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
  }

  /** The lines on stderr that the agent wrote. */
  public List<String> ours() {
    return err.lines().filter(line -> line.startsWith("unjam:")).toList();
  }
}
