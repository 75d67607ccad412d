package dev.unjam.weave;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.unjam.weave.reactor.ReactorModule;
import java.io.IOException;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** On the jars of the oldest and the newest version claimed. */
class ReactorVersionsTest {
  private static final Path JARS = Path.of("target", "reactor");
  private static final String NETTY = "io/netty";

  private final ReactorModule module = new ReactorModule();

  static Stream<String> versions() throws IOException {
    try (Stream<Path> folders = Files.list(JARS)) {
      return folders.map(f -> f.getFileName().toString()).sorted().toList().stream();
    }
  }

  private WovenJars jars(String version) throws IOException {
    return new WovenJars(JARS.resolve(version), List.of("reactor.", "io.netty."), module);
  }

  @ParameterizedTest
  @MethodSource("versions")
  void eachTargetIsWovenInAllItsMethodsAndCanBeLinked(String version) throws Exception {
    try (WovenJars jars = jars(version)) {
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

  @ParameterizedTest
  @MethodSource("versions")
  void everyMemberOfTheLibraryThatWovenCodeUsesIsThere(String version) throws Exception {
    try (WovenJars jars = jars(version)) {
      Set<String> added = new HashSet<>();
      for (String target : module.targets().keySet()) {
        Set<Member> members = Member.usedIn(jars.woven(target));
        members.removeAll(Member.usedIn(jars.classFile(target)));
        for (Member member : members) {
          assertTrue(!member.isOf(NETTY) || member.isThere(jars), member::toString);
          added.add(member.owner());
        }
      }
      assertTrue(added.stream().anyMatch(owner -> owner.startsWith(NETTY)), "none at all");
    }
  }

  @ParameterizedTest
  @MethodSource("versions")
  void whatAnAbortCallsIsThereAndPublic(String version) throws Exception {
    try (WovenJars jars = jars(version)) {
      Class<?> sink = isPublic(jars.loadClass("reactor.core.publisher.MonoSink"));
      assertNotNull(sink.getMethod("error", Throwable.class));
      Class<?> disposable = isPublic(jars.loadClass("reactor.core.Disposable"));
      assertNotNull(disposable.getMethod("dispose"));
      Class<?> ofAChannel = isPublic(jars.loadClass("reactor.netty.DisposableChannel"));
      Class<?> channel = ofAChannel.getMethod("channel").getReturnType();
      Class<?> closed = isPublic(jars.loadClass("io.netty.channel.ChannelOutboundInvoker"));
      assertTrue(closed.isAssignableFrom(channel));
      assertNotNull(closed.getMethod("close"));
      String waiters = "reactor.core.publisher.Blocking";
      assertTrue(disposable.isAssignableFrom(jars.loadClass(waiters + "SingleSubscriber")));
      Class<?> iterator = jars.loadClass(waiters + "Iterable$SubscriberIterator");
      assertTrue(Runnable.class.isAssignableFrom(iterator));
      assertTrue(
          jars.loadClass("org.reactivestreams.Subscriber").isAssignableFrom(iterator), "both");
    }
  }

  private static Class<?> isPublic(Class<?> type) {
    assertTrue(Modifier.isPublic(type.getModifiers()), type::getName);
    return type;
  }
}
