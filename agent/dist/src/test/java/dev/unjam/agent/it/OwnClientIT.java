package dev.unjam.agent.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A program that asks by a socket of its own, started in the ways in which programs are: whose code
 * it is tells whether it is freed; where that is in doubt the log says so. They run side by side.
 */
@Timeout(120)
class OwnClientIT {
  private static final Duration DEADLINE = Duration.ofSeconds(60);
  private static final String IN_PACKAGE = "package com.acme.gw;\n";
  private static final String START =
      "package com.acme.boot.app; public class Start {"
          + " public static void main(String[] args) throws Exception {"
          + " com.acme.gw.ByHand.main(args); } }";

  private static final Map<String, HostScenario> HOSTS = new LinkedHashMap<>();

  @TempDir private static Path folder;

  @BeforeAll
  static void start() throws IOException {
    start("source", inSource("source", "", ""));
    start("source in a package", inSource("source in a package", "com/acme/gw", IN_PACKAGE));
    HOSTS.put("bare", HostScenario.startBare(inSource("bare", "", ""), "bare"));

    Path together = Files.createDirectory(folder.resolve("together"));
    compile(together, "ByHand", IN_PACKAGE + byHand());
    compile(together, "Start", START, "-cp", together.toString());
    start("together", new HostProgram(together, "com.acme.boot.app.Start", List.of()));

    Path apart = Files.createDirectory(folder.resolve("apart"));
    Path library = Files.createDirectory(folder.resolve("library"));
    compile(library, "ByHand", IN_PACKAGE + byHand());
    compile(apart, "Start", START, "-cp", library.toString());
    start("apart", new HostProgram(apart, "com.acme.boot.app.Start", List.of(library)));

    jar("jar", together, false);
    jar("fat jar", together, true);
  }

  /** Run by {@code java .../ByHand.java}; JEP 458 wants it in its package's folder. */
  private static HostProgram inSource(String name, String packageFolder, String head)
      throws IOException {
    Path in = Files.createDirectory(folder.resolve(name));
    Path file = Files.createDirectories(in.resolve(packageFolder)).resolve("ByHand.java");
    Files.writeString(file, head + byHand());
    return new HostProgram(in, file.toString(), List.of());
  }

  private static void start(String name, HostProgram program) throws IOException {
    HOSTS.put(name, HostScenario.start(program, name));
  }

  private static String byHand() throws IOException {
    return Files.readString(HostProgram.source("ByHand"));
  }

  private static void compile(Path into, String name, String text, String... options)
      throws IOException {
    Path file = Files.writeString(into.resolve(name + ".java"), text);
    String[] arguments =
        Stream.concat(
                Stream.of("-proc:none", "-d", into.toString(), file.toString()), Stream.of(options))
            .toArray(String[]::new);
    assertEquals(0, ToolProvider.getSystemJavaCompiler().run(null, null, null, arguments), name);
  }

  /** One of all these classes, or with a library's among them as well. */
  private static void jar(String name, Path classes, boolean fat) throws IOException {
    Path in = Files.createDirectory(folder.resolve(name));
    Path jar = in.resolve("gateway.jar");
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, "com.acme.boot.app.Start");
    try (Stream<Path> all = Files.walk(classes);
        OutputStream file = Files.newOutputStream(jar);
        JarOutputStream out = new JarOutputStream(file, manifest)) {
      for (Path each : all.filter(f -> f.toString().endsWith(".class")).toList()) {
        out.putNextEntry(new JarEntry(classes.relativize(each).toString().replace('\\', '/')));
        Files.copy(each, out);
      }
      if (fat) {
        out.putNextEntry(new JarEntry("org/wire/Http.class"));
      }
    }
    start(name, new HostProgram(in, "com.acme.boot.app.Start", List.of(jar)));
  }

  @AfterAll
  static void end() {
    HOSTS.values().forEach(host -> host.process().destroyForcibly());
  }

  @Test
  void aSourceFileThatIsStartedIsTheProgramsOwn() throws IOException {
    assertFreed("source");
  }

  @Test
  void aSourceFileInAPackageIsAsWell() throws IOException {
    assertFreed("source in a package");
  }

  @Test
  void withoutTheAgentItIsStuck() throws IOException {
    try (HostScenario bare = host("bare")) {
      assertEquals("still asks", bare.says());
    }
  }

  @Test
  void whatWasCompiledIntoTheMainClassesFolderIsTheProgramsOwn() throws IOException {
    assertFreed("together");
  }

  @Test
  void aJarOfTheProgramAloneIsTheProgramsOwn() throws IOException {
    assertFreed("jar");
  }

  @Test
  void whatMayBeALibraryIsLeftAloneAndThatIsSaidOnce() throws IOException {
    assertLeftAlone("apart");
  }

  @Test
  void aJarWithALibraryInItIsLeftAloneToo() throws IOException {
    assertLeftAlone("fat jar");
  }

  private static void assertFreed(String name) throws IOException {
    try (HostScenario host = host(name)) {
      assertEquals("fine", host.says(), host.log()::text);
      assertEquals(List.of(), host.log().events("holder.left_alone"));
      host.assertUnharmed();
    }
  }

  private static void assertLeftAlone(String name) throws IOException {
    try (HostScenario host = host(name)) {
      JsonNode told = host.log().awaitEvent("holder.left_alone", event -> true, DEADLINE);
      assertEquals("library_lock", told.path("doubt").asText());
      assertEquals("silent", told.path("verdict").asText());
      assertEquals("asker", told.path("holder").asText());
      assertEquals(1, told.path("waiters").asInt());
      assertEquals(1, told.path("holds").size());
      assertTrue(told.path("why").asText().contains("com.acme.gw.ByHand wrote"), told::toString);
      assertTrue(told.path("why").asText().contains("com.acme.boot, by"), told::toString);
      assertEquals("still asks", host.says());
      assertEquals(1, host.log().events("holder.left_alone").size(), host.log()::text);
      assertEquals(List.of(), host.log().events("incident.opened"));
      host.assertUnharmed();
    }
  }

  private static HostScenario host(String scenario) {
    return Objects.requireNonNull(HOSTS.get(scenario), scenario);
  }
}
