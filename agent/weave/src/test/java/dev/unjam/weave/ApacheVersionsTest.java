package dev.unjam.weave;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.unjam.weave.apache4.Apache4Module;
import dev.unjam.weave.apache4async.Apache4AsyncModule;
import dev.unjam.weave.apache5.Apache5Module;
import dev.unjam.weave.apache5async.Apache5AsyncModule;
import dev.unjam.weave.apache5async.MinimalModule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
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
  private static final String MINIMAL = "org/apache/hc/client5/http/impl/async/Minimal";
  private static final List<String> OLD =
      List.of(MINIMAL + "HttpAsyncClient$4", MINIMAL + "H2AsyncClient$3");

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
        : List.of(new Apache5Module(), new Apache5AsyncModule(), new MinimalModule());
  }

  /** Of the classes without a name there is another one in each version. */
  private static Map<String, String[]> targets(WeaveModule module, WovenJars jars) {
    Map<String, String[]> there = new HashMap<>(module.targets());
    there.keySet().removeIf(t -> t.matches(".*\\$\\d+") && jars.findResource(t + ".class") == null);
    return there;
  }

  /** Since 5.2 what a minimal client is asked for is taken in a lambda of its own. */
  private static boolean isInALambda(String target, WovenJars jars) {
    return target.startsWith(MINIMAL)
        && !target.contains("$")
        && OLD.stream().noneMatch(old -> jars.findResource(old + ".class") != null);
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("versions")
  void eachTargetIsWovenInAllItsMethodsAndCanBeLinked(String version, String id, WeaveModule module)
      throws Exception {
    try (WovenJars jars = new WovenJars(JARS.resolve(version), "org.apache.h", module)) {
      for (Map.Entry<String, String[]> target : targets(module, jars).entrySet()) {
        byte[] woven = jars.woven(target.getKey());
        Set<String> callers = TargetsTest.callersOfTheBridge(woven);
        if (isInALambda(target.getKey(), jars)) {
          assertEquals(1, callers.size(), target.getKey());
        } else {
          assertEquals(Set.of(target.getValue()), callers, target.getKey());
        }
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
      for (String target : targets(module, jars).keySet()) {
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
        Class<?> endpoint = jars.loadClass("org.apache.hc.core5.http.nio.AsyncClientEndpoint");
        assertNotNull(endpoint.getMethod("releaseAndDiscard"));
        String runtime = "org.apache.hc.client5.http.async.AsyncExecRuntime";
        assertNotNull(jars.loadClass(runtime).getMethod("discardEndpoint"));
        assertNotNull(
            jars.loadClass("org.apache.hc.client5.http.impl.async.InternalHttpAsyncExecRuntime"));
      }
    }
  }
}
