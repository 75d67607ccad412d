package dev.unjam.engine.detect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HostCodeTest {
  @Test
  void theMainClassesPackageIsTheHosts() {
    assertEquals("org.gw", HostCode.family("org.gw.Main"));
    assertEquals("com.acme.gateway", HostCode.family("com.acme.gateway.boot.app.Main"));
    assertEquals("", HostCode.family("Main"));
    assertNull(HostCode.family(null));
    assertNull(HostCode.family(""));
  }

  @Test
  void aLibraryBesideItIsNotThoughItBeginsAlike() {
    assertTrue(HostCode.isOf("com.acme.gateway.http.Raw", "com.acme.gateway"));
    assertFalse(HostCode.isOf("com.acme.gatewayclient.Raw", "com.acme.gateway"));
    assertFalse(HostCode.isOf("com.acme.http.Raw", "com.acme.gateway"));
    assertFalse(HostCode.isOf("com.acme.http.Raw", null));
  }

  @Test
  void whatHasNoPackageIsAProgramsThatHasNoneAlone() {
    assertTrue(HostCode.isOf("Main$Session", ""));
    assertFalse(HostCode.isOf("b", "com.acme.gateway"), "a library moved out of its package");
    assertFalse(HostCode.isOf("org.unknown.Wire", ""));
    assertFalse(HostCode.isOf("", ""));
    assertFalse(HostCode.isOf("Main", null));
  }

  @Test
  void whatWasStartedIsAClassAModulesOrAJars(@TempDir Path dir) throws Exception {
    assertEquals("org.gw.Main", HostCode.mainClass("org.gw.Main own x.jar.txt"));
    assertEquals("org.gw.Main", HostCode.mainClass("gateway/org.gw.Main"));
    Path jar = dir.resolve("my app.jar");
    write(jar, "org.acme.Launcher", null);
    assertEquals("org.acme.Launcher", HostCode.mainClass(jar + " --port 1"));
    write(jar, "org.acme.Launcher", "org.gw.Main");
    assertEquals("org.gw.Main", HostCode.mainClass(jar.toString()));
    assertNull(HostCode.mainClass(dir.resolve("gone.jar").toString()));
  }

  private static void write(Path jar, String main, @Nullable String start) throws Exception {
    Manifest manifest = new Manifest();
    Attributes all = manifest.getMainAttributes();
    all.put(Attributes.Name.MANIFEST_VERSION, "1.0");
    all.put(Attributes.Name.MAIN_CLASS, main);
    if (start != null) {
      all.putValue("Start-Class", start);
    }
    try (OutputStream out = Files.newOutputStream(jar)) {
      new JarOutputStream(out, manifest).close();
    }
  }
}
