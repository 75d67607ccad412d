package dev.unjam.stress;

import java.io.File;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.openjdk.jcstress.Main;
import org.openjdk.jcstress.infra.collectors.DiskReadCollector;
import org.openjdk.jcstress.infra.collectors.InProcessCollector;
import org.openjdk.jcstress.infra.collectors.TestResult;
import org.openjdk.jcstress.infra.runners.TestList;

/**
 * One run of jcstress, in a JVM of its own that starts one more for each race.
 *
 * @param name the folder of its results
 * @param tests which races, a regular expression over their names
 * @param each how long one race lasts in one JVM
 * @param jvmArguments with what arguments their JVMs run
 */
record StressRun(String name, String tests, Duration each, List<String> jvmArguments) {
  /** From here on each race runs in all of jcstress's own modes: interpreted, C1, C2, stressed. */
  private static final Duration ALL_MODES = Duration.ofSeconds(5);

  private static final int MODES_AT_MOST = 12;
  private static final Duration START = Duration.ofSeconds(20);

  /** Runs it and reads its results. */
  Collection<TestResult> run() throws IOException, InterruptedException, ClassNotFoundException {
    Path folder = Path.of(System.getProperty("unjam.stress.results"), name);
    Files.createDirectories(folder);
    dropResults(folder);
    File log = folder.resolve("jcstress.log").toFile();
    Process process =
        new ProcessBuilder(command())
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log)
            .start();
    if (!process.waitFor(deadline().toSeconds(), TimeUnit.SECONDS)) {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
      throw new AssertionError("jcstress does not come to an end, see " + log);
    }
    return read(folder);
  }

  private Duration deadline() {
    long races = TestList.tests().stream().filter(Pattern.compile(tests).asPredicate()).count();
    return each.plus(START).multipliedBy(races * (allModes() ? MODES_AT_MOST : 2));
  }

  private boolean allModes() {
    return each.compareTo(ALL_MODES) >= 0;
  }

  private List<String> command() {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
    command.addAll(List.of("-t", tests, "-time", "" + each.toMillis(), "-r", "report"));
    // Two actors a race: not pinned, for the queued threads and the agent's own run beside them.
    command.addAll(List.of("-af", "NONE", "-sc", "false", "-iters", "1"));
    command.addAll(List.of("-strideSize", "8", "-strideCount", "4", "-spinStyle", "THREAD_YIELD"));
    String option = allModes() ? "-jvmArgsPrepend" : "-jvmArgs";
    for (String argument : jvmArguments) {
      command.addAll(List.of(option, argument));
    }
    return command;
  }

  private static void dropResults(Path folder) throws IOException {
    try (DirectoryStream<Path> old = Files.newDirectoryStream(folder, "*.bin.gz")) {
      for (Path file : old) {
        Files.delete(file);
      }
    }
  }

  private static Collection<TestResult> read(Path folder)
      throws IOException, ClassNotFoundException {
    InProcessCollector results = new InProcessCollector();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*.bin.gz")) {
      for (Path file : files) {
        DiskReadCollector reader = new DiskReadCollector(file.toString(), results);
        reader.dump();
        reader.close();
      }
    }
    return results.getTestResults();
  }
}
