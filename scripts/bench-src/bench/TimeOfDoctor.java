package bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Measures how long the doctor takes for folders of many lock files, for an empty one, and for
 * removing as many, in turn.
 */
public final class TimeOfDoctor {
  private static final int RUNS = 7;

  private final String jar;
  private final Path folder;
  private final int files;

  private TimeOfDoctor(String jar, Path folder, int files) {
    this.jar = jar;
    this.folder = folder;
    this.files = files;
  }

  /** Arguments: the agent's jar, a folder to work in, the number of lock files. */
  public static void main(String[] args) throws Exception {
    new TimeOfDoctor(args[0], Path.of(args[1]), Integer.parseInt(args[2])).compare();
  }

  private void compare() throws IOException, InterruptedException {
    long alive = ProcessHandle.current().pid();
    Process ended = new ProcessBuilder("true").start();
    ended.waitFor();
    Map<String, Path> folders = new LinkedHashMap<>();
    folders.put("an empty folder", Files.createDirectory(folder.resolve("empty")));
    folders.put(files + " live lock files", locks("live", alive));
    folders.put(files + " stale lock files", locks("stale", ended.pid()));
    String fixed = files + " stale ones, --fix";
    Map<String, List<Double>> millis = new LinkedHashMap<>();
    for (int i = -1; i < RUNS; i++) {
      for (Map.Entry<String, Path> each : folders.entrySet()) {
        add(i, each.getKey(), millis(1, each.getValue().toString()), millis);
      }
      Path stale = locks("fixed" + i, ended.pid());
      add(i, fixed, millis(2, "--fix", stale.toString()), millis);
    }
    System.out.printf(
        Locale.ROOT, "the doctor, Java %s, median of %d runs each%n", Runtime.version(), RUNS);
    millis.forEach(
        (what, all) -> System.out.printf(Locale.ROOT, "  %-24s %6.0f ms%n", what, median(all)));
  }

  private static void add(
      int run, String what, double took, Map<String, List<Double>> millis) {
    if (run >= 0) {
      millis.computeIfAbsent(what, k -> new ArrayList<>()).add(took);
    }
  }

  private Path locks(String name, long pid) throws IOException {
    Path sessions = Files.createDirectory(folder.resolve(name));
    StringBuilder index = new StringBuilder("{");
    for (int i = 0; i < files; i++) {
      String payload = "{\"pid\":" + pid + ",\"createdAt\":\"" + Instant.now() + "\"}";
      Files.writeString(sessions.resolve("s" + i + ".jsonl.lock"), payload);
      Files.writeString(sessions.resolve("s" + i + ".jsonl"), "{\"type\":\"session\"}\n");
      index.append(i == 0 ? "" : ",").append("\"k" + i + "\":{\"sessionId\":\"s" + i + "\"}");
    }
    Files.writeString(sessions.resolve("sessions.json"), index.append('}'));
    return sessions;
  }

  private double millis(int most, String... arguments) throws IOException, InterruptedException {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    List<String> command = new ArrayList<>(List.of(java, "-jar", jar, "doctor"));
    command.addAll(List.of(arguments));
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.INHERIT);
    long begin = System.nanoTime();
    int status = builder.start().waitFor();
    long end = System.nanoTime();
    if (status > most) {
      throw new IllegalStateException("the doctor ended with " + status);
    }
    return (end - begin) / 1e6;
  }

  private static double median(List<Double> all) {
    List<Double> sorted = new ArrayList<>(all);
    Collections.sort(sorted);
    return sorted.get(sorted.size() / 2);
  }
}
