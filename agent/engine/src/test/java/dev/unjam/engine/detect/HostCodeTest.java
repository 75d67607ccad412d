package dev.unjam.engine.detect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HostCodeTest {
  @TempDir private Path dir;

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
  void aLibraryThatWasMovedBelowTheMainPackageIsNot() {
    assertFalse(HostCode.isOf("com.acme.gateway.shaded.okio.Buffer", "com.acme.gateway"));
    assertFalse(HostCode.isOf("com.acme.gateway.org.wire.Http", "com.acme.gateway"));
    assertTrue(HostCode.isOf("com.acme.gateway.shade", "com.acme.gateway"), "a class's own name");
    assertTrue(HostCode.isOf("org.acme.Main", "org.acme"), "where names begin");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "libs.okhttp3",
        "vendor.netty",
        "io.netty",
        "internal.okhttp3",
        "dep.okio",
        "net.jodah",
        "lib"
      })
  void norIsOneThatWasMovedToAPlaceThatIsUsualForThat(String moved) throws IOException {
    assertFalse(HostCode.isOf("com.acme.app." + moved + ".X", "com.acme.app"));
    Path classes =
        AJar.folder(
            dir.resolve("classes"),
            "com/acme/boot/app/Start.class",
            "com/acme/app/X.class",
            "com/acme/app/" + moved.replace('.', '/') + "/X.class");
    Map<String, String> properties =
        Map.of("sun.java.command", "com.acme.boot.app.Start", "java.class.path", classes + "");
    HostCode host = HostCode.of(key -> properties.getOrDefault(key, ""));
    assertFalse(host.liesBeside("com.acme.app." + moved + ".X"));
    assertTrue(host.liesBeside("com.acme.app.X"), "its twin");
  }

  @Test
  void aProgramMayHaveSuchAPlacesNameItself() {
    assertTrue(HostCode.isOf("net.acme.lib.Main", "net.acme.lib"));
    assertTrue(HostCode.isOf("io.netty.gw.http.Main", "io.netty.gw"));
    assertFalse(HostCode.isOf("net.acme.lib.okio.Buffer", "net.acme.lib"));
  }
}
