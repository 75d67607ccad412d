package dev.unjam.engine.host;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Runs a main class in a JVM of another locale, which decides what names of files it can write. */
public final class OtherLocale {
  private OtherLocale() {}

  /**
   * What it printed in UTF-8, errors too; it has to end by itself, with status 0.
   *
   * @param locale as in {@code LC_ALL}
   */
  public static String run(String locale, Class<?> main, Path folder)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(List.of(main.getName(), folder.toString()));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("LC_ALL", locale);
    Process process = builder.start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    int status = process.waitFor();
    if (status != 0) {
      throw new AssertionError("status " + status + ": " + said);
    }
    return said;
  }
}
