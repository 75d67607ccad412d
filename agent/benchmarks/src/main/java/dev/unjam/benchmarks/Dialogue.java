package dev.unjam.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * A process that does as it is told, line by line, and answers with {@code key=number} lines up to
 * {@link #OVER}: several can take turns. It ends where nothing more is asked.
 */
final class Dialogue implements AutoCloseable {
  /** The last line of an answer. */
  static final String OVER = "over";

  private final String name;
  private final Process process;
  private final BufferedReader answers;
  private final Writer questions;

  Dialogue(String name, Process process) {
    this.name = name;
    this.process = process;
    this.answers = process.inputReader(StandardCharsets.UTF_8);
    this.questions = process.outputWriter(StandardCharsets.UTF_8);
  }

  /**
   * Asks, and waits for the answer.
   *
   * @throws IOException if the process ends instead
   */
  Map<String, Long> ask(Object... words) throws IOException {
    StringBuilder line = new StringBuilder();
    for (Object word : words) {
      line.append(word).append(' ');
    }
    questions.write(line.append('\n').toString());
    questions.flush();
    return heard();
  }

  /** What it says by itself. */
  Map<String, Long> heard() throws IOException {
    StringBuilder heard = new StringBuilder();
    for (String line = answers.readLine(); !OVER.equals(line); line = answers.readLine()) {
      if (line == null) {
        throw new IOException(name + " has ended: " + heard);
      }
      heard.append(line).append('\n');
    }
    return Program.parse(heard.toString());
  }

  @Override
  public void close() {
    process.destroy();
    process.onExit().join();
  }
}
