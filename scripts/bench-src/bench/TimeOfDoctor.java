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
 * Measures how long the doctor takes for folders of many lock files, and for an empty one, in turn.
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
    Map<String, List<Double>> millis = new LinkedHashMap<>();
    for (int i = -1; i < RUNS; i++) {
      for (Map.Entry<String, Path> each : folders.entrySet()) {
        double took = millis(each.getValue());
        if (i >= 0) {
          millis.computeIfAbsent(each.getKey(), k -> new ArrayList<>()).add(took);
        }
      }
    }
    System.out.printf(
        Locale.ROOT, "the doctor, Java %s, median of %d runs each%n", Runtime.version(), RUNS);
    millis.forEach(
        (what, all) -> System.out.printf(Locale.ROOT, "  %-24s %6.0f ms%n", what, median(all)));
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

  private double millis(Path sessions) throws IOException, InterruptedException {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    ProcessBuilder builder =
        new ProcessBuilder(java, "-jar", jar, "doctor", sessions.toString())
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.INHERIT);
    long begin = System.nanoTime();
    int status = builder.start().waitFor();
    long end = System.nanoTime();
    if (status > 1) {
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
