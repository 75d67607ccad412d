package dev.unjam.weave;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.unjam.bridge.Bridge;
import dev.unjam.engine.remedy.CallAbort;
import java.io.IOException;
import java.lang.instrument.ClassFileTransformer;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.locks.AbstractQueuedSynchronizer;
import java.util.stream.Stream;
import net.bytebuddy.ByteBuddy;
import okhttp3.Call;
import okhttp3.internal.connection.RealCall;
import org.junit.jupiter.api.Test;

/**
 * The agent's own loader has none of the libraries that are woven: its verifier loads a type that
 * one of the library's is assigned to, and what Byte Buddy asks an advice for loads its
 * parameters'.
 */
class WithoutLibrariesTest {
  private static final String OURS = "dev.unjam.weave.";

  private static URLClassLoader loader() {
    URL[] agent =
        Stream.of(WeaveModule.class, Bridge.class, CallAbort.class, ByteBuddy.class)
            .map(WithoutLibrariesTest::home)
            .toArray(URL[]::new);
    return new URLClassLoader(agent, ClassLoader.getPlatformClassLoader());
  }

  private static URL home(Class<?> type) {
    return type.getProtectionDomain().getCodeSource().getLocation();
  }

  /** The binary names of all that lies below this package in a folder of classes. */
  private static List<String> classes(URL home) throws IOException, URISyntaxException {
    Path root = Path.of(home.toURI());
    try (Stream<Path> files = Files.walk(root)) {
      return files
          .map(file -> root.relativize(file).toString().replace('/', '.').replace('\\', '.'))
          .filter(name -> name.startsWith(OURS) && name.endsWith(".class"))
          .map(name -> name.substring(0, name.length() - ".class".length()))
          .toList();
    }
  }

  /** Why the classes could not be loaded, verified and looked into. */
  private static Map<String, Throwable> failures(List<String> names, ClassLoader loader) {
    Map<String, Throwable> failures = new TreeMap<>();
    for (String name : names) {
      try {
        Class<?> type = Class.forName(name, true, loader);
        assertEquals(loader, type.getClassLoader());
        // Names the types of parameters, which has them loaded.
        assertNotNull(type.getDeclaredMethods());
      } catch (ReflectiveOperationException | LinkageError e) {
        failures.put(name, e);
      }
    }
    return failures;
  }

  @Test
  void everyAdviceAndAbortCanBeLoadedAndVerified() throws Exception {
    List<String> names = classes(home(WeaveModule.class));
    assertTrue(names.stream().filter(name -> name.endsWith("Advice")).count() > 50, "advice");
    try (URLClassLoader loader = loader()) {
      assertThrows(ClassNotFoundException.class, () -> loader.loadClass("okhttp3.Call"));
      assertEquals(Map.of(), failures(names, loader));
    }
  }

  @Test
  void anAssignmentBetweenTwoOfALibrarysTypesWouldBeNoticed() throws Exception {
    URL[] tests = {home(WithoutLibrariesTest.class)};
    try (URLClassLoader agent = loader();
        URLClassLoader loader = new URLClassLoader(tests, agent)) {
      List<String> names = List.of(Assigns.class.getName());
      assertEquals(1, failures(names, loader).size());
    }
  }

  @Test
  void aClassOfTheAgentsOwnIsNotLookedAtButTheSameOneOfTheHostsIs() throws Exception {
    String name = Uncounted.class.getName().replace('.', '/');
    byte[] file = TargetsTest.classFile(name);
    URL[] tests = {home(WithoutLibrariesTest.class)};
    try (URLClassLoader agent = loader();
        URLClassLoader host = new URLClassLoader(tests, agent)) {
      ClassFileTransformer weaver =
          agent
              .loadClass(Weaver.class.getName())
              .asSubclass(ClassFileTransformer.class)
              .getConstructor()
              .newInstance();
      assertNull(weaver.transform(null, agent, name, null, null, file));
      assertNotNull(weaver.transform(null, host, name, null, null, file));
    }
  }

  /** A lock that keeps no owner. */
  static final class Uncounted extends AbstractQueuedSynchronizer {
    private static final long serialVersionUID = 1;

    @Override
    protected boolean tryAcquire(int ignored) {
      return compareAndSetState(0, 1);
    }

    @Override
    protected boolean tryRelease(int ignored) {
      setState(0);
      return true;
    }
  }

  /** What an advice may not do. */
  static final class Assigns {
    private Assigns() {}

    static Object called(Object made) {
      Call call = (RealCall) made;
      return call.request();
    }
  }
}
