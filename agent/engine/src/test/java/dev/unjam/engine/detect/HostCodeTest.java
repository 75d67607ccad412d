package dev.unjam.engine.detect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

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
  void aLibraryThatWasMovedBelowTheMainPackageIsNot() {
    assertFalse(HostCode.isOf("com.acme.gateway.shaded.okio.Buffer", "com.acme.gateway"));
    assertFalse(HostCode.isOf("com.acme.gateway.org.wire.Http", "com.acme.gateway"));
    assertTrue(HostCode.isOf("com.acme.gateway.shade", "com.acme.gateway"), "a class's own name");
    assertTrue(HostCode.isOf("org.acme.Main", "org.acme"), "where names begin");
  }
}
