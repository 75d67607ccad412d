package dev.unjam.agent;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.lang.instrument.Instrumentation;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.security.ProtectionDomain;
import java.util.ArrayList;
import java.util.Collections;
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
    } catch (ReflectiveOperationException | RuntimeException | LinkageError e) {
      try (JarFile file = new JarFile(jar, false)) {
        instrumentation.appendToBootstrapClassLoaderSearch(file);
      }
    }
  }

  private static void define(Instrumentation instrumentation, JarFile jar)
      throws ReflectiveOperationException, IOException {
    Module base = Object.class.getModule();
    Module mine = BridgeInstaller.class.getModule();
    instrumentation.redefineModule(
        base, Set.of(), Map.of("jdk.internal.misc", Set.of(mine)), Map.of(), Set.of(), Map.of());
    Class<?> unsafe = Class.forName("jdk.internal.misc.Unsafe");
    Object instance = unsafe.getMethod("getUnsafe").invoke(null);
    Method define =
        unsafe.getMethod(
            "defineClass",
            String.class,
            byte[].class,
            int.class,
            int.class,
            ClassLoader.class,
            ProtectionDomain.class);
    List<JarEntry> left = bridge(jar);
    int before;
    do {
      before = left.size();
      List<JarEntry> later = new ArrayList<>();
      for (JarEntry e : left) {
        byte[] bytes = bytes(jar, e);
        if (!define(define, instance, name(e), bytes)) {
          later.add(e);
        }
      }
      left = later;
    } while (!left.isEmpty() && left.size() < before);
    if (!left.isEmpty()) {
      throw new NoClassDefFoundError("what " + name(left.get(0)) + " extends");
    }
  }

  /** Whether that could be done; not before what the class extends or implements is there. */
  private static boolean define(Method define, Object unsafe, String name, byte[] bytes)
      throws ReflectiveOperationException {
    try {
      define.invoke(unsafe, name, bytes, 0, bytes.length, null, null);
      return true;
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof NoClassDefFoundError) {
        return false;
      }
      throw e;
    }
  }

  private static String name(JarEntry e) {
    return e.getName().substring(0, e.getName().length() - CLASS.length());
  }

  private static List<JarEntry> bridge(JarFile jar) {
    List<JarEntry> entries = new ArrayList<>();
    for (JarEntry e : Collections.list(jar.entries())) {
      if (e.getName().startsWith(FOLDER) && e.getName().endsWith(CLASS)) {
        entries.add(e);
      }
    }
    return entries;
  }

  private static byte[] bytes(JarFile jar, JarEntry entry) throws IOException {
    try (InputStream in = jar.getInputStream(entry)) {
      return in.readAllBytes();
    }
  }
}
