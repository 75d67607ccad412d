package dev.unjam.engine.os;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/** Real processes in the states that matter, ended when it is closed. */
public final class Children implements AutoCloseable {
  private final List<Process> started = new ArrayList<>();

  /** Starts one that sleeps. */
  public long sleeping() throws IOException {
    return start("sleep", "120").pid();
  }

  /** Starts one and waits until it is dead and its number free. */
  public static long dead() throws IOException, InterruptedException {
    Process process = new ProcessBuilder("true").start();
    process.waitFor();
    return process.pid();
  }

  /** Starts a parent that never asks for its dead child, and returns the child. */
  public long zombie() throws IOException {
    Process parent = start("sh", "-c", "sleep 120 & echo $!; exec sleep 120");
    BufferedReader out = parent.inputReader(StandardCharsets.US_ASCII);
    long pid = Long.parseLong(out.readLine());
    // Not before the shell has become one that never asks: a shell might still do so.
    until(Path.of("/proc/" + parent.pid() + "/stat"), "(sleep)");
    ProcessHandle.of(pid).orElseThrow().destroyForcibly();
    Path stat = Path.of("/proc/" + pid + "/stat");
    until(stat, ") Z ");
    return pid;
  }

  /** Starts a copy of a program under another name. */
  public long named(String name) throws IOException {
    Path folder = Files.createTempDirectory("named");
    Path program = Files.copy(Path.of("/bin/sleep").toRealPath(), folder.resolve(name));
    Process process = start(program.toString(), "120");
    Path stat = Path.of("/proc/" + process.pid() + "/stat");
    until(stat, name);
    Files.delete(program);
    Files.delete(folder);
    return process.pid();
  }

  /** Starts one that does this. */
  public Process start(String... command) throws IOException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    started.add(process);
    return process;
  }

  private static void until(Path stat, String text) throws IOException {
    long deadline = System.nanoTime() + 10_000_000_000L;
    while (!Files.readString(stat).contains(text)) {
      if (System.nanoTime() > deadline) {
        throw new IllegalStateException(Files.readString(stat) + " never had " + text);
      }
      LockSupport.parkNanos(1_000_000);
    }
  }

  @Override
  public void close() {
    started.forEach(
        process -> {
          process.descendants().forEach(ProcessHandle::destroyForcibly);
          process.destroyForcibly();
        });
  }
}
