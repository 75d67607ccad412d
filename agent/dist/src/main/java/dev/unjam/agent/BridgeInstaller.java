package dev.unjam.agent;

import java.io.File;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.lang.instrument.Instrumentation;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.nio.charset.StandardCharsets;
import java.security.ProtectionDomain;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;

/**
 * Brings the bridge's classes into the bootstrap loader.
 *
 * <p>By defining them there one by one, through {@code jdk.internal.misc.Unsafe.defineClass}, which
 * an agent may open to itself (JEP 261, {@link Instrumentation#redefineModule}). Appending the jar
 * to the bootstrap path would do as well, but makes the JVM print a warning about class data
 * sharing into the host's output and stop sharing; it is what is done where the first way fails.
 */
final class BridgeInstaller {
  private static final String FOLDER = "dev/unjam/bridge/";
  private static final String CLASS = ".class";

  private BridgeInstaller() {}

  static void install(Instrumentation instrumentation, File jar) throws IOException {
    try (JarFile file = new JarFile(jar, false)) {
      define(instrumentation, file);
    } catch (IOException | ReflectiveOperationException | RuntimeException | LinkageError e) {
      try (JarFile file = new JarFile(jar, false)) {
        instrumentation.appendToBootstrapClassLoaderSearch(file);
      }
    }
  }

  private static void define(Instrumentation instrumentation, JarFile jar)
      throws ReflectiveOperationException, IOException {
    MethodHandle define = defineClass(instrumentation);
    List<String> left = classes(jar);
    int before;
    do {
      before = left.size();
      List<String> later = new ArrayList<>();
      for (String file : left) {
        if (!define(define, FOLDER + file, bytes(jar, FOLDER + file))) {
          later.add(file);
        }
      }
      left = later;
    } while (!left.isEmpty() && left.size() < before);
    if (!left.isEmpty()) {
      throw new NoClassDefFoundError("what " + left.get(0) + " extends");
    }
  }

  /** A method handle: a reflective call takes twenty milliseconds to link on 25 (JEP 416). */
  private static MethodHandle defineClass(Instrumentation instrumentation)
      throws ReflectiveOperationException {
    Module base = Object.class.getModule();
    Module mine = BridgeInstaller.class.getModule();
    instrumentation.redefineModule(
        base, Set.of(), Map.of("jdk.internal.misc", Set.of(mine)), Map.of(), Set.of(), Map.of());
    Class<?> unsafe = Class.forName("jdk.internal.misc.Unsafe");
    return MethodHandles.lookup()
        .findVirtual(
            unsafe,
            "defineClass",
            MethodType.methodType(
                Class.class,
                String.class,
                byte[].class,
                int.class,
                int.class,
                ClassLoader.class,
                ProtectionDomain.class))
        .bindTo(unsafe.getMethod("getUnsafe").invoke(null));
  }

  /** Whether that could be done; not before what the class extends or implements is there. */
  private static boolean define(MethodHandle define, String file, byte[] bytes) {
    String name = file.substring(0, file.length() - CLASS.length());
    ClassLoader bootstrap = null;
    ProtectionDomain none = null;
    try {
      Class<?> defined =
          (Class<?>) define.invokeExact(name, bytes, 0, bytes.length, bootstrap, none);
      return defined != null;
    } catch (NoClassDefFoundError e) {
      return false;
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }

  /** The bridge's class files, as the build wrote them down. */
  private static List<String> classes(JarFile jar) throws IOException {
    String names = new String(bytes(jar, "META-INF/bridge.classes"), StandardCharsets.UTF_8);
    return List.of(names.split("\n"));
  }

  private static byte[] bytes(JarFile jar, String name) throws IOException {
    JarEntry entry = jar.getJarEntry(name);
    if (entry == null) {
      throw new FileNotFoundException(name + " is not in " + jar.getName());
    }
    try (InputStream in = jar.getInputStream(entry)) {
      return in.readAllBytes();
    }
  }
}
