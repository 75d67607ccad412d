package dev.unjam.agent.it;

import java.nio.file.Files;
import java.nio.file.Path;

/** Where the build has put what these tests try. */
public final class Packaged {
  private Packaged() {}

  /** The agent's jar. */
  public static Path jar() {
    return existing("unjam.it.jar");
  }

  /** A library that a host brings itself, in another version than the agent's. */
  public static Path library(String name) {
    return existing("unjam.it.libraries").resolve(name + ".jar");
  }

  /** The JVM argument that loads the agent with these options. */
  public static String agent(String options) {
    return agent(jar(), options);
  }

  public static String agent(Path jar, String options) {
    return "-javaagent:" + jar + (options.isEmpty() ? "" : "=" + options);
  }

  /** The {@code java} that runs the tests runs everything else as well. */
  public static Path java() {
    return Path.of(System.getProperty("java.home"), "bin", "java");
  }

  private static Path existing(String property) {
    String named = System.getProperty(property);
    if (named == null || !Files.exists(Path.of(named))) {
      throw new IllegalStateException(property + " names nothing that is there: " + named);
    }
    return Path.of(named).toAbsolutePath().normalize();
  }
}
