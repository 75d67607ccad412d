package dev.unjam.tools;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import org.jspecify.annotations.Nullable;

/**
 * Tells by the files that a JVM has open whether Unjam's jar is loaded there, without a word to it.
 *
 * <p>The agent keeps its jar open for as long as it is there; the jar may be a copy of this one
 * under any name.
 */
final class JarInside {
  private static final String AGENT_CLASS = "Agent-Class";

  private final Path jar;
  private final @Nullable String agentClass;

  private JarInside(Path jar) {
    this.jar = jar;
    this.agentClass = agentClass(jar);
  }

  /** Looks for the jar that this command was started from; null where that is not known. */
  static @Nullable JarInside ofThisCommand() {
    String jar = System.getProperty(AgentInside.JAR);
    return jar == null ? null : new JarInside(new File(jar).getAbsoluteFile().toPath());
  }

  /** Whether the JVM is seen to have it open; false as well where that cannot be seen. */
  boolean isIn(Proc jvm) {
    List<Path> open = jvm.open();
    return open != null
        && (open.stream().anyMatch(this::isThisOne) || open.stream().anyMatch(this::isCopy));
  }

  private boolean isThisOne(Path descriptor) {
    try {
      return Files.isSameFile(descriptor, jar);
    } catch (IOException e) {
      return false;
    }
  }

  /** By its descriptor even one that was replaced since can be read. */
  private boolean isCopy(Path descriptor) {
    return agentClass != null
        && Proc.name(descriptor).toString().contains(".jar")
        && agentClass.equals(agentClass(descriptor));
  }

  private static @Nullable String agentClass(Path file) {
    try (JarFile jar = new JarFile(file.toFile(), false)) {
      Manifest manifest = jar.getManifest();
      return manifest == null ? null : manifest.getMainAttributes().getValue(AGENT_CLASS);
    } catch (IOException e) {
      return null;
    }
  }
}
