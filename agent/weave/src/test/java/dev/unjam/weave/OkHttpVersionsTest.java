package dev.unjam.weave;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.unjam.bridge.FlowHooks;
import dev.unjam.bridge.Flows;
import dev.unjam.weave.okhttp.OkHttpModule;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Constructor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** On the jars of every version that is claimed: one that moves a target is noticed here first. */
class OkHttpVersionsTest {
  private static final Path JARS = Path.of("target", "okhttp");
  private static final String BACKGROUND = "okhttp3/internal/concurrent/TaskRunner$runnable$1";
  private final OkHttpModule module = new OkHttpModule();

  static Stream<String> versions() throws IOException {
    try (Stream<Path> jars = Files.list(JARS)) {
      return jars.map(jar -> jar.getFileName().toString()).toList().stream();
    }
  }

  @ParameterizedTest
  @MethodSource("versions")
  void eachTargetThatIsThereIsWovenInAllItsMethodsAndCanBeLinked(String jar) throws Exception {
    Version version = new Version(JARS.resolve(jar), module);
    Set<String> there = new HashSet<>();
    for (Map.Entry<String, String[]> target : module.targets().entrySet()) {
      String name = target.getKey();
      byte[] before = version.classFiles.get(name);
      if (before == null) {
        continue;
      }
      there.add(name);
      Set<String> calling =
          TargetsTest.callersOfTheBridge(ClassWeaving.weave(module, name, version, before));
      assertEquals(Set.of(target.getValue()), calling, name);
      // Initialized, hence verified: what we put in fits what is around it.
      Class<?> linked = Class.forName(name.replace('/', '.'), true, version);
      assertEquals(version, linked.getClassLoader());
    }
    assertEquals(4, there.size(), () -> "two of its classes, the call and a body: " + there);
  }

  @ParameterizedTest
  @MethodSource("versions")
  void theCallHasThePublicInterfaceThatEndsIt(String jar) throws Exception {
    Version version = new Version(JARS.resolve(jar), module);
    Class<?> call = Class.forName("okhttp3.Call", false, version);
    assertEquals(void.class, call.getMethod("cancel").getReturnType());
  }

  @ParameterizedTest
  @MethodSource("versions")
  void whatItDoesInTheBackgroundIsNoErrandOfWhoeverMadeTheCall(String jar) throws Exception {
    Version version = new Version(JARS.resolve(jar), module);
    assumeTrue(version.classFiles.containsKey(BACKGROUND), "since 4.3");
    Class<?> type = Class.forName(BACKGROUND.replace('/', '.'), false, version);
    Constructor<?> constructor = type.getDeclaredConstructors()[0];
    constructor.setAccessible(true);
    Object background = constructor.newInstance((Object) null);
    Object task = new Object();
    Held.run(
        () -> {
          FlowHooks.handsOver(background);
          FlowHooks.handsOver(task);
          return null;
        });
    assertNull(Flows.of(background));
    assertNotNull(Flows.of(task));
  }

  /** One version's own classes, woven as the agent would, over the others that it needs. */
  private static final class Version extends ClassLoader {
    private final Map<String, byte[]> classFiles = new HashMap<>();
    private final OkHttpModule module;

    Version(Path jar, OkHttpModule module) throws IOException {
      super(OkHttpVersionsTest.class.getClassLoader());
      this.module = module;
      try (JarFile file = new JarFile(jar.toFile())) {
        for (JarEntry e : file.stream().filter(f -> f.getName().endsWith(".class")).toList()) {
          String name = e.getName().substring(0, e.getName().length() - ".class".length());
          classFiles.put(name, file.getInputStream(e).readAllBytes());
        }
      }
    }

    @Override
    public @Nullable InputStream getResourceAsStream(String name) {
      byte[] own = classFiles.get(name.replaceFirst("\\.class$", ""));
      return own == null ? super.getResourceAsStream(name) : new ByteArrayInputStream(own);
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      synchronized (getClassLoadingLock(name)) {
        Class<?> loaded = findLoadedClass(name);
        String internal = name.replace('.', '/');
        if (loaded == null && classFiles.containsKey(internal)) {
          byte[] bytes = requireNonNull(classFiles.get(internal));
          if (module.targets().containsKey(internal)) {
            bytes = ClassWeaving.weave(module, internal, this, bytes);
          }
          loaded = defineClass(name, bytes, 0, bytes.length);
        }
        return loaded == null ? super.loadClass(name, resolve) : loaded;
      }
    }
  }
}
