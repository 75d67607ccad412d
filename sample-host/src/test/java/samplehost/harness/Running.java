package samplehost.harness;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One process that was started here: its port, its outputs, and its end with all it started. */
final class Running implements AutoCloseable {
  private static final Pattern READY = Pattern.compile("READY port=(\\d+) pid=\\d+");
  private static final Duration START_DEADLINE = Duration.ofSeconds(60);
  private static final Duration END_DEADLINE = Duration.ofSeconds(10);

  private final Process process;
  private final Path stdout;
  private final Path stderr;
  private final CompletableFuture<Integer> port = new CompletableFuture<>();
  private final Thread onExit = new Thread(this::end, "rig-exit");

  private Running(Process process, Path stdout, Path stderr) {
    this.process = process;
    this.stdout = stdout;
    this.stderr = stderr;
  }

  /**
   * Starts a process and waits until it says READY.
   *
   * @param name of the files that its outputs are appended to
   */
  static Running start(
      String name, Path folder, List<String> command, Map<String, String> environment)
      throws IOException, InterruptedException {
    Path stderr = folder.resolve(name + ".err");
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectError(ProcessBuilder.Redirect.appendTo(stderr.toFile()));
    builder.environment().putAll(environment);
    Running running = new Running(builder.start(), folder.resolve(name + ".out"), stderr);
    Runtime.getRuntime().addShutdownHook(running.onExit);
    Thread pump = new Thread(running::pump, "rig-" + name);
    pump.setDaemon(true);
    pump.start();
    running.awaitReady(name);
    return running;
  }

  long pid() {
    return process.pid();
  }

  int port() {
    return port.join();
  }

  String stdout() throws IOException {
    return Files.readString(stdout);
  }

  String stderr() throws IOException {
    return Files.readString(stderr);
  }

  /** Ends the process and its descendants, by their ids, and waits until it is gone. */
  @Override
  public void close() {
    end();
    Runtime.getRuntime().removeShutdownHook(onExit);
  }

  private void end() {
    List<ProcessHandle> all = new ArrayList<>(process.descendants().toList());
    all.add(process.toHandle());
    all.forEach(ProcessHandle::destroyForcibly);
    try {
      if (!process.waitFor(END_DEADLINE.toSeconds(), TimeUnit.SECONDS)) {
        throw new IllegalStateException("process " + process.pid() + " does not end");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void awaitReady(String name) throws IOException, InterruptedException {
    try {
      port.get(START_DEADLINE.toSeconds(), TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      close();
      throw new IllegalStateException(name + " did not get ready; its stderr: " + stderr(), e);
    }
  }

  private void pump() {
    try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8);
        BufferedWriter copy =
            Files.newBufferedWriter(stdout, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        copy.write(line);
        copy.newLine();
        copy.flush();
        Matcher ready = READY.matcher(line);
        if (ready.matches()) {
          port.complete(Integer.parseInt(ready.group(1)));
        }
      }
      port.completeExceptionally(new IOException("stdout ended"));
    } catch (IOException e) {
      port.completeExceptionally(e);
    }
  }
}
