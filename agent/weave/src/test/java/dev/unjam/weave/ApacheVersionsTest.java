package dev.unjam.weave;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.unjam.weave.apache4.Apache4Module;
import dev.unjam.weave.apache4async.Apache4AsyncModule;
import dev.unjam.weave.apache5.Apache5Module;
import dev.unjam.weave.apache5async.Apache5AsyncModule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** On the jars of the oldest and newest versions claimed, and on some in between. */
class ApacheVersionsTest {
  private static final Path JARS = Path.of("target", "apache");

  static Stream<Arguments> versions() throws IOException {
    try (Stream<Path> folders = Files.list(JARS)) {
      return folders.map(f -> f.getFileName().toString()).sorted().toList().stream()
          .flatMap(v -> modules(v).stream().map(m -> Arguments.of(v, m.id(), m)));
    }
  }

  private static List<WeaveModule> modules(String version) {
    if (version.startsWith("async-4.")) {
      return List.of(new Apache4AsyncModule());
    }
    return version.startsWith("4.")
        ? List.of(new Apache4Module())
        : List.of(new Apache5Module(), new Apache5AsyncModule());
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("versions")
  void eachTargetIsWovenInAllItsMethodsAndCanBeLinked(String version, String id, WeaveModule module)
      throws Exception {
    try (WovenJars jars = new WovenJars(JARS.resolve(version), "org.apache.h", module)) {
      for (Map.Entry<String, String[]> target : module.targets().entrySet()) {
        byte[] woven = jars.woven(target.getKey());
        assertEquals(
            Set.of(target.getValue()), TargetsTest.callersOfTheBridge(woven), target.getKey());
        // Initialized, hence verified: what we put in fits what is around it.
        Class<?> linked = Class.forName(target.getKey().replace('/', '.'), true, jars);
        assertEquals(jars, linked.getClassLoader());
      }
    }
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("versions")
  void everyMemberOfTheLibraryThatWovenCodeUsesIsThere(
      String version, String id, WeaveModule module) throws Exception {
    try (WovenJars jars = new WovenJars(JARS.resolve(version), "org.apache.h", module)) {
      Set<String> added = new HashSet<>();
      for (String target : module.targets().keySet()) {
        Set<Member> members = Member.usedIn(jars.woven(target));
        members.removeAll(Member.usedIn(jars.classFile(target)));
        for (Member member : members) {
          assertTrue(!member.isOf("org/apache/h") || member.isThere(jars), member::toString);
          added.add(member.owner());
        }
      }
      assertTrue(added.stream().anyMatch(owner -> owner.startsWith("org/apache/h")), "none at all");
    }
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("versions")
  void whatAnAbortCallsIsThere(String version, String id, WeaveModule module) throws Exception {
    try (WovenJars jars = new WovenJars(JARS.resolve(version), "org.apache.h", module)) {
      boolean four = version.contains("4.");
      String concurrent = four ? "org.apache.http.concurrent." : "org.apache.hc.core5.concurrent.";
      assertNotNull(jars.loadClass(concurrent + "Cancellable").getMethod("cancel"));
      if (module instanceof Apache4AsyncModule) {
        String handler = "org.apache.http.nio.protocol.HttpAsyncClientExchangeHandler";
        assertNotNull(jars.loadClass(handler).getMethod("failed", Exception.class));
      } else if (four) {
        Class<?> cancellable = jars.loadClass(concurrent + "Cancellable");
        assertTrue(
            cancellable.isAssignableFrom(jars.loadClass("org.apache.http.conn.ConnectionRequest")));
      } else {
        Class<?> future = jars.loadClass(concurrent + "ComplexFuture");
        assertNotNull(future.getMethod("failed", Exception.class));
        assertEquals(AtomicReference.class, future.getDeclaredField("dependencyRef").getType());
        Class<?> stream = jars.loadClass("org.apache.hc.core5.http2.impl.nio.H2StreamChannel");
        assertTrue(jars.loadClass(concurrent + "Cancellable").isAssignableFrom(stream));
        assertNotNull(
            jars.loadClass("org.apache.hc.client5.http.impl.async.InternalH2AsyncExecRuntime"));
        String runtime = "org.apache.hc.client5.http.async.AsyncExecRuntime";
        assertNotNull(jars.loadClass(runtime).getMethod("discardEndpoint"));
        assertNotNull(
            jars.loadClass("org.apache.hc.client5.http.impl.async.InternalHttpAsyncExecRuntime"));
      }
    }
  }
}
