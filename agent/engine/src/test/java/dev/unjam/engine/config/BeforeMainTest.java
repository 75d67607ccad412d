package dev.unjam.engine.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Reads the options in a JVM of its own and looks at which classes that took. */
class BeforeMainTest {
  @TempDir Path folder;

  /** The program that is watched: does nothing without an argument. */
  static final class Reads {
    public static void main(String[] args) throws BadOptionException {
      if (args.length > 0) {
        Options.parse(args[0], System.getProperties(), Map.of("UNJAM_LEAK", "3s"));
      }
    }
  }

  @Test
  void readingOptionsLoadsNothingThatAHostMustLoadFirst() throws Exception {
    Path file =
        Files.writeString(
            folder.resolve("c"), "sessions=/srv/a\nwebhook=http://h/x\nlease.a.type=A\n");
    Set<String> loaded =
        classesLoaded("mode=observe,silence=5s,lease.a.acquire=b,lease.a.release=c,config=" + file);
    assertTrue(loaded.contains(Options.class.getName()));
    loaded.removeAll(classesLoaded());
    loaded.removeIf(
        name ->
            !name.startsWith("java.util.logging.")
                && !name.startsWith("java.util.regex.")
                && !name.startsWith("java.nio.file.")
                && !name.startsWith("java.lang.invoke.")
                && !name.startsWith("java.lang.management."));
    assertEquals(Set.of(), loaded);
  }

  private Set<String> classesLoaded(String... args) throws IOException, InterruptedException {
    Path log = folder.resolve("classes-" + args.length);
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Xlog:class+load:file=" + log + ":none");
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.add(Reads.class.getName());
    command.addAll(List.of(args));
    Process process = new ProcessBuilder(command).inheritIO().start();
    try {
      assertTrue(process.waitFor(60, TimeUnit.SECONDS));
      assertEquals(0, process.exitValue());
    } finally {
      process.destroyForcibly();
    }
    Set<String> names = new TreeSet<>();
    for (String line : Files.readAllLines(log)) {
      names.add(line.substring(0, line.indexOf(' ')));
    }
    return names;
  }
}
