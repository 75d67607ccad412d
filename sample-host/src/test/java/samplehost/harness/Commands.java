package samplehost.harness;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The command lines of the processes of a rig. */
final class Commands {
  private Commands() {}

  static List<String> provider(RigOptions options) {
    return List.of(
        RigOptions.ownJava().toString(),
        "-XX:TieredStopAtLevel=1",
        "-XX:+UseSerialGC",
        "-jar",
        jar(options),
        "provider",
        "--port",
        "0");
  }

  static List<String> gateway(RigOptions options, int providerPort) {
    List<String> command = new ArrayList<>();
    command.add(options.java().toString());
    command.addAll(options.jvmArgs());
    command.addAll(List.of("-jar", jar(options), "gateway", "--port", "0"));
    command.addAll(List.of("--state", state(options).toString()));
    command.addAll(List.of("--provider", "http://127.0.0.1:" + providerPort));
    command.addAll(List.of("--workers", Integer.toString(options.workers())));
    command.addAll(List.of("--lock-timeout", options.lockTimeout().toMillis() + "ms"));
    command.addAll(List.of("--runtime", options.runtime()));
    command.addAll(options.gatewayArgs());
    return command;
  }

  static Path state(RigOptions options) {
    return options.folder().resolve("state");
  }

  private static String jar(RigOptions options) {
    if (!Files.exists(options.jar())) {
      throw new IllegalStateException(
          "the sample host is not packaged: there is no " + options.jar());
    }
    return options.jar().toAbsolutePath().toString();
  }
}
