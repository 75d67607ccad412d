package dev.unjam.weave;

import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.unjam.weave.grpc.GrpcModule;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class GrpcVersionsTest extends ClaimedVersions {
  private static final String SINCE_1_70 = "io/grpc/stub/ClientCalls$ThreadSafeThreadlessExecutor";

  GrpcVersionsTest() {
    super("grpc", List.of("io.grpc."), "io/grpc", new GrpcModule(), SINCE_1_70);
  }

  @ParameterizedTest
  @MethodSource("versions")
  void whatAnAbortCallsIsThere(String version) throws Exception {
    try (WovenJars jars = jars(version)) {
      Class<?> call = jars.loadClass("io.grpc.ClientCall");
      assertTrue(call.isAssignableFrom(jars.loadClass("io.grpc.internal.ClientCallImpl")));
      assertTrue(call.isAssignableFrom(jars.loadClass("io.grpc.internal.DelayedClientCall")));
      assertNotNull(call.getMethod("cancel", String.class, Throwable.class));
    }
  }
}
