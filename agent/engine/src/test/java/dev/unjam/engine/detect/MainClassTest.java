package dev.unjam.engine.detect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.api.io.TempDir;

class MainClassTest {
  private static final String LAUNCHER = "org.springframework.boot.loader.launch.JarLauncher";
  private static final String JDK17 = "jdk.compiler/com.sun.tools.javac.launcher.Main Gw.java x";
  private static final String JDK25 = "jdk.compiler/com.sun.tools.javac.launcher.SourceLauncher y";

  @TempDir private Path dir;

  @Test
  void whatWasStartedIsAClassAModulesOrAJars() throws IOException {
    assertEquals("org.gw.Main", started("org.gw.Main own x.jar.txt"));
    assertEquals("org.gw.Main", started("gateway/org.gw.Main"));
    Path jar = dir.resolve("my app.jar");
    AJar.write(jar, Map.of("Main-Class", "org.acme.Launcher"));
    assertEquals("org.acme.Launcher", started(jar + " --port 1"));
    AJar.write(jar, Map.of("Main-Class", "org.acme.Launcher", "Start-Class", "org.gw.Main"));
    assertEquals("org.gw.Main", started(jar.toString()));
    assertNull(started(dir.resolve("gone.jar").toString()));
    assertNull(started(""));
  }

  @Test
  void aJarIsWhatTheCommandBeginsWithAndIsThere() throws IOException {
    assertEquals("com.acme.Main", started("com.acme.Main plugin.jar"));
    assertEquals("com.acme.Main", started("com.acme.Main a b/plugin.jar c.war"));
    assertEquals("com.acme.jars.Main$", started("com.acme.jars.Main$ x"));
    Path war = dir.resolve("a b.jar c.war");
    AJar.write(war, Map.of("Main-Class", "executable.Main"));
    assertEquals("executable.Main", started(war + " --httpPort=1 x.jar"));
  }

  @Test
  void whatIsNoNameOfAClassIsNone() {
    assertNull(started("app.war --x"));
    assertNull(started("app.jar"));
    assertNull(started("/usr/share/java/none-such.war"));
    assertNull(started("/opt/gateway/run --x"));
    assertNull(started("com..Main"));
    assertNull(started("9.Main"));
  }

  @Test
  void aModuleThatWasStartedByItsNameAloneIsNoClass() {
    String module = "com.acme.gateway";
    Map<String, String> properties =
        Map.of("sun.java.command", module + " x", "jdk.module.main", module);
    assertNull(of(properties));
    properties = new HashMap<>(properties);
    properties.put("jdk.module.main.class", "com.acme.gateway.app.Main");
    assertEquals("com.acme.gateway.app.Main", of(properties));
    properties.put("sun.java.command", module + "/org.gw.Other x");
    assertEquals("org.gw.Other", of(properties));
  }

  /** A jar that is gone since could as well be a class with an argument. */
  @Test
  void theClassPathTellsAJarThatIsGone() throws IOException {
    assertEquals("my", MainClass.started("my app.jar", dir.toString()));
    assertNull(MainClass.started("my app.jar --x", "my app.jar"));
    assertNull(MainClass.started("my app.jar", "my app.jar" + File.pathSeparator + "agent.jar"));
    Path jar = AJar.write(dir.resolve("gw.jar"), Map.of("Main-Class", "org.gw.Main"));
    assertEquals("org.gw.Main", MainClass.started(jar + " x", jar.toString()));
    assertEquals("org.other.Main", MainClass.started("org.other.Main x", jar.toString()));
  }

  /** Whoever opens a pipe that nobody writes to waits for ever. */
  @Test
  @Timeout(value = 60, threadMode = ThreadMode.SEPARATE_THREAD)
  void aPipeIsNotOpened() throws Exception {
    Path pipe = dir.resolve("pipe.jar");
    assertEquals(0, new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor());
    assertNull(of(Map.of("sun.java.command", LAUNCHER, "java.class.path", pipe.toString())));
    assertNull(started(pipe.toString()));
    assertNull(of(Map.of("sun.java.command", JDK25, "jdk.launcher.sourcefile", pipe.toString())));
    Path meta = Files.createDirectories(dir.resolve("image/META-INF"));
    Path manifest = meta.resolve("MANIFEST.MF");
    assertEquals(0, new ProcessBuilder("mkfifo", manifest.toString()).start().waitFor());
    String image = dir.resolve("image").toString();
    assertNull(of(Map.of("sun.java.command", LAUNCHER, "java.class.path", image)));
  }

  @Test
  void behindSpringBootsLauncherItIsWhatTheManifestNames() throws IOException {
    Path image = AJar.unpacked(dir.resolve("app"), Map.of("Start-Class", "org.gw.Main"));
    String path = dir.resolve("none") + File.pathSeparator + image;
    assertEquals("org.gw.Main", of(Map.of("sun.java.command", LAUNCHER, "java.class.path", path)));
    assertNull(of(Map.of("sun.java.command", LAUNCHER, "java.class.path", "")));
    String byProperties = "org.springframework.boot.loader.launch.PropertiesLauncher --port=1";
    assertEquals(
        "org.other.Main",
        of(
            Map.of(
                "sun.java.command", byProperties,
                "java.class.path", path,
                "loader.main", "org.other.Main")));
    assertEquals(
        "org.gw.Main",
        of(
            Map.of(
                "sun.java.command", LAUNCHER,
                "java.class.path", path,
                "loader.main", "org.other.Main")),
        "the other launcher does not look at that");
  }

  @Test
  void aSourceFilesPackageIsThePrograms() throws IOException {
    Path file = dir.resolve("Gw.java");
    for (String launcher : new String[] {JDK17, JDK25}) {
      Map<String, String> properties =
          Map.of("sun.java.command", launcher, "jdk.launcher.sourcefile", file.toString());
      Files.writeString(file, "package com.acme.gw;\npublic class Gw {}");
      assertEquals("com.acme.gw.Main", of(properties));
      Files.writeString(file, "import java.net.*;\nclass Gw {}");
      assertEquals("Main", of(properties));
      Files.delete(file);
      assertNull(of(properties));
    }
  }

  /** That class alone says that a source file was started: anybody may set the property. */
  @Test
  void thePropertyOfASourceFileAloneSaysNothing() throws IOException {
    Path file = Files.writeString(dir.resolve("Gw.java"), "package com.other;");
    assertEquals(
        "org.gw.Main",
        of(Map.of("sun.java.command", "org.gw.Main", "jdk.launcher.sourcefile", file.toString())));
  }

  @Test
  void thePackageStandsBehindCommentsAndInNone() {
    assertEquals("a.b", SourceFile.packageOf("#!/usr/bin/java --source 17\n package\ta.b ;"));
    assertEquals("a", SourceFile.packageOf("\uFEFF// package x;\n/* package y; */\n\npackage a;"));
    assertEquals(
        "", SourceFile.packageOf("/* package x; */ class A { String s = \"package y;\"; }"));
    assertEquals("", SourceFile.packageOf("packaged = 1;"));
    assertEquals("", SourceFile.packageOf("void main() {}"));
    assertNull(SourceFile.packageOf("\\u0070ackage a;"));
    assertNull(SourceFile.packageOf("package a. /* why */ b;"));
    assertNull(SourceFile.packageOf("package a"));
    assertNull(SourceFile.packageOf("/* never closed"));
    assertNull(SourceFile.packageOf(""));
  }

  private static @Nullable String started(String command) {
    return MainClass.started(command, "");
  }

  private static @Nullable String of(Map<String, String> properties) {
    return MainClass.of(key -> properties.getOrDefault(key, ""));
  }
}
