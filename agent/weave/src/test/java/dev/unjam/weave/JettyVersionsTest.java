package dev.unjam.weave;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.unjam.weave.jetty.JettyModule;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class JettyVersionsTest extends ClaimedVersions {
  private static final String CLIENT = "org.eclipse.jetty.client.";
  private static final String UNTIL_12_1 = "org/eclipse/jetty/client/FutureResponseListener";

  JettyVersionsTest() {
    super(
        "jetty", List.of("org.eclipse.jetty."), "org/eclipse/jetty", new JettyModule(), UNTIL_12_1);
  }

  @ParameterizedTest
  @MethodSource("versions")
  void whatAnAbortCallsIsThere(String version) throws Exception {
    try (WovenJars jars = jars(version)) {
      Class<?> request = jars.loadClass(CLIENT + "Request");
      assertTrue(request.isAssignableFrom(jars.loadClass(CLIENT + "transport.HttpRequest")));
      assertEquals(
          CompletableFuture.class, request.getMethod("abort", Throwable.class).getReturnType());
      assertNotNull(jars.loadClass(CLIENT + "HttpClient"));
    }
  }
}
