package dev.unjam.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;

/**
 * A JDK that is measured on.
 *
 * @param home its folder
 * @param version as its release file says
 */
record Jdk(Path home, String version) {
  static Jdk in(Path home) throws IOException {
    Properties release = new Properties();
    try (var in = Files.newInputStream(home.resolve("release"))) {
      release.load(in);
    }
    return new Jdk(home, release.getProperty("JAVA_VERSION", "").replace("\"", ""));
  }

  int feature() {
    return Integer.parseInt(version.split("[.+-]", 2)[0]);
  }

  String java() {
    return home.resolve("bin").resolve("java").toString();
  }
}
