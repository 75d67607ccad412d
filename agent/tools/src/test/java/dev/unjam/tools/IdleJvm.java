package dev.unjam.tools;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/** A JVM of its own that idles until its input ends, and the jar to load into it. */
final class IdleJvm implements AutoCloseable {
  private final Process process;

  private IdleJvm(Process process) {
    this.process = process;
  }

  /** The idling program. */
  static final class Program {
    private Program() {}

    public static void main(String[] args) throws IOException {
      System.out.write('!');
      System.out.flush();
      int ended = System.in.read();
      System.exit(ended < 0 ? 0 : 1);
    }
  }

  /** Starts it on a class path in this folder, which holds nothing but the program. */
  static IdleJvm start(Path folder, String... jvmArguments) throws IOException {
    String entry = entry(Program.class);
    Path program = folder.resolve("program");
    Files.createDirectories(program.resolve(entry).getParent());
    Files.copy(classes().resolve(entry), program.resolve(entry));
    List<String> command = new ArrayList<>(java(jvmArguments));
    command.add("-cp");
    command.add(program.toString());
    command.add(Program.class.getName());
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    int ready = process.getInputStream().read();
    if (ready != '!') {
      process.destroyForcibly();
      throw new IOException("the program did not start");
    }
    return new IdleJvm(process);
  }

  static List<String> java(String... jvmArguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of(jvmArguments));
    return command;
  }

  long pid() {
    return process.pid();
  }

  boolean isAlive() {
    return process.isAlive();
  }

  @Override
  public void close() {
    process.destroyForcibly().onExit().orTimeout(10, TimeUnit.SECONDS).join();
  }

  /** Packs {@link AnsweringAgent} alone. */
  static Path jar(Path file) throws IOException {
    Manifest manifest = new Manifest();
    Attributes attributes = manifest.getMainAttributes();
    attributes.put(Attributes.Name.MANIFEST_VERSION, "1.0");
    attributes.put(Attributes.Name.IMPLEMENTATION_VERSION, "9.8");
    attributes.put(new Attributes.Name("Agent-Class"), AnsweringAgent.class.getName());
    String entry = entry(AnsweringAgent.class);
    try (OutputStream out = Files.newOutputStream(file);
        JarOutputStream jar = new JarOutputStream(out, manifest)) {
      jar.putNextEntry(new JarEntry(entry));
      jar.write(Files.readAllBytes(classes().resolve(entry)));
      jar.closeEntry();
    }
    return file;
  }

  private static String entry(Class<?> type) {
    return type.getName().replace('.', '/') + ".class";
  }

  private static Path classes() throws IOException {
    try {
      return Path.of(IdleJvm.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IOException(e);
    }
  }
}
