package dev.unjam.weave;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.unjam.weave.jetty.JettyModule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** On the jars of the oldest and newest versions claimed. */
class JettyVersionsTest {
  private static final Path JARS = Path.of("target", "jetty");
  private static final String CLIENT = "org.eclipse.jetty.client.";
  private static final String MOVED = "org/eclipse/jetty/client/FutureResponseListener";

  static Stream<String> versions() throws IOException {
    try (Stream<Path> folders = Files.list(JARS)) {
      return folders.map(f -> f.getFileName().toString()).sorted().toList().stream();
    }
  }

  private static WovenJars jars(String version) throws IOException {
    return new WovenJars(JARS.resolve(version), "org.eclipse.jetty.", new JettyModule());
  }

  private static Map<String, String[]> targets(WovenJars jars) {
    Map<String, String[]> there = new HashMap<>(new JettyModule().targets());
    if (jars.findResource(MOVED + ".class") == null) {
      there.remove(MOVED);
    }
    return there;
  }

  @ParameterizedTest
  @MethodSource("versions")
  void eachTargetIsWovenInAllItsMethodsAndCanBeLinked(String version) throws Exception {
    try (WovenJars jars = jars(version)) {
      for (Map.Entry<String, String[]> target : targets(jars).entrySet()) {
        byte[] woven = jars.woven(target.getKey());
        assertEquals(
            Set.of(target.getValue()), TargetsTest.callersOfTheBridge(woven), target.getKey());
        // Initialized, hence verified: what we put in fits what is around it.
        Class<?> linked = Class.forName(target.getKey().replace('/', '.'), true, jars);
        assertEquals(jars, linked.getClassLoader());
      }
    }
  }

  @ParameterizedTest
  @MethodSource("versions")
  void everyMemberOfTheLibraryThatWovenCodeUsesIsThere(String version) throws Exception {
    try (WovenJars jars = jars(version)) {
      Set<String> added = new HashSet<>();
      for (String target : targets(jars).keySet()) {
        Set<Member> members = Member.usedIn(jars.woven(target));
        members.removeAll(Member.usedIn(jars.classFile(target)));
        for (Member member : members) {
          assertTrue(!member.isOf("org/eclipse/jetty") || member.isThere(jars), member::toString);
          added.add(member.owner());
        }
      }
      assertTrue(added.stream().anyMatch(owner -> owner.startsWith("org/eclipse")), "none at all");
    }
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
