package dev.unjam.agent.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A class that the JVM refuses to take woven costs none of the others their hooks. */
@Timeout(120)
class SpoiltClassIT {
  private static final String REFUSED = "java/util/concurrent/Semaphore";
  private static final Duration DEADLINE = Duration.ofSeconds(30);

  @TempDir Path folder;

  /** The other agent, whose class is on the host's class path. */
  private String spoiler() throws Exception {
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest.getMainAttributes().putValue("Premain-Class", "Spoilt");
    manifest.getMainAttributes().putValue("Can-Retransform-Classes", "true");
    Path jar = folder.resolve("spoiler.jar");
    try (OutputStream file = Files.newOutputStream(jar);
        JarOutputStream out = new JarOutputStream(file, manifest)) {
      out.putNextEntry(new JarEntry("META-INF/spoiler"));
    }
    return "-javaagent:" + jar.toAbsolutePath();
  }

  @Test
  void theOthersAreWovenAllTheSame() throws Exception {
    HostProgram program = HostProgram.of(folder, "Spoilt");
    try (HostScenario host = HostScenario.start(program, "spoilt", spoiler())) {
      assertEquals("ready", host.says());
      host.log().awaitEvent("agent.started", e -> true, DEADLINE);
      JsonNode status = Verb.status(host.process().pid());
      List<String> woven = new ArrayList<>();
      status.path("woven_classes").forEach(name -> woven.add(name.asText()));
      assertTrue(status.path("not_woven").toString().contains("Semaphore"), status::toString);
      assertFalse(woven.contains(REFUSED), woven::toString);
      assertTrue(woven.contains("java/util/concurrent/locks/StampedLock"), woven::toString);
      assertTrue(woven.contains("java/util/concurrent/locks/ReentrantLock"), woven::toString);
    }
  }
}
