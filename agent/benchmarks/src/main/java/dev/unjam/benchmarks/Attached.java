package dev.unjam.benchmarks;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarOutputStream;
import java.util.zip.ZipEntry;

/** Makes the JVM arguments of each setting; files of theirs lie in a scratch folder. */
final class Attached {
  private static final List<String> PEER_CLASSES = List.of("Holds", "Holds$Stack");

  private final Path agent;
  private final Path peer;
  private final Path scratch;
  private int processes;

  /** The packaged agent, and the jar of the peer that it is compared with. */
  Attached(Path agent, Path peer, Path scratch) {
    this.agent = agent;
    this.peer = peer;
    this.scratch = scratch;
  }

  /** The arguments for the next process. */
  List<String> jvmArgs(Setting setting) throws IOException {
    return jvmArgs(setting, "");
  }

  /** The same, with options of the agent's behind a comma. */
  List<String> jvmArgs(Setting setting, String options) throws IOException {
    List<String> args = new ArrayList<>();
    args.add("-D" + Setting.PROPERTY + "=" + setting.label());
    switch (setting) {
      case BARE -> {}
      case AGENT -> args.addAll(agentArgs(options));
      case BYTEMAN -> args.addAll(bytemanArgs());
      case OPENTELEMETRY -> args.addAll(openTelemetryArgs());
    }
    return args;
  }

  private List<String> agentArgs(String options) {
    Path log = scratch.resolve("agent-" + ++processes + ".jsonl");
    return List.of(
        "-D" + Presence.LOG + "=" + log,
        "-javaagent:" + agent + "=log=none,log.json=" + log + options);
  }

  private List<String> bytemanArgs() throws IOException {
    Path script = scratch.resolve("holds.btm");
    Path helper = scratch.resolve("holds.jar");
    if (Files.notExists(helper)) {
      Files.write(script, resource("holds.btm"));
      writeJar(helper);
    }
    return List.of(
        "-Dorg.jboss.byteman.compile.to.bytecode=true",
        "-javaagent:%s=script:%s,boot:%s,boot:%s".formatted(peer, script, peer, helper));
  }

  private List<String> openTelemetryArgs() {
    return List.of(
        "-Dotel.traces.exporter=none",
        "-Dotel.metrics.exporter=none",
        "-Dotel.logs.exporter=none",
        "-Dotel.javaagent.logging=none",
        "-javaagent:" + peer);
  }

  private static void writeJar(Path jar) throws IOException {
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
      for (String name : PEER_CLASSES) {
        out.putNextEntry(new ZipEntry("dev/unjam/benchmarks/peer/" + name + ".class"));
        out.write(resource(name + ".class"));
      }
    }
  }

  private static byte[] resource(String name) throws IOException {
    try (InputStream in = Attached.class.getResourceAsStream("peer/" + name)) {
      if (in == null) {
        throw new IOException("no resource " + name);
      }
      return in.readAllBytes();
    }
  }
}
