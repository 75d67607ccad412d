package dev.unjam.agent;

import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import java.security.ProtectionDomain;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import org.jspecify.annotations.Nullable;

/**
 * Loads everything of the agent from below {@code inst/} in its jar, itself first.
 *
 * <p>Its parent is the platform loader: what the host has on its class path is not seen, and what
 * is below {@code inst/} cannot be seen by the host, because its class files have another ending.
 */
final class IsolatedLoader extends ClassLoader {
  private static final String ROOT = "inst/";
  private static final String CLASS = ".class";
  private static final String DATA = ".classdata";

  static {
    registerAsParallelCapable();
  }

  private final JarFile jar;
  private final ProtectionDomain domain;

  IsolatedLoader(File jar) throws IOException {
    super("unjam", ClassLoader.getPlatformClassLoader());
    this.jar = new JarFile(jar, false);
    this.domain = IsolatedLoader.class.getProtectionDomain();
  }

  /** The version that the jar's manifest names. */
  String version() throws IOException {
    Manifest manifest = jar.getManifest();
    String version =
        manifest == null
            ? null
            : manifest.getMainAttributes().getValue(Attributes.Name.IMPLEMENTATION_VERSION);
    return version == null ? "unknown" : version;
  }

  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    synchronized (getClassLoadingLock(name)) {
      Class<?> known = findLoadedClass(name);
      if (known == null && !name.startsWith("java.")) {
        known = define(name);
      }
      return known != null ? known : super.loadClass(name, resolve);
    }
  }

  @Override
  protected Class<?> findClass(String name) throws ClassNotFoundException {
    Class<?> found = define(name);
    if (found == null) {
      throw new ClassNotFoundException(name);
    }
    return found;
  }

  /** The class, or null if the agent has none of this name. */
  private @Nullable Class<?> define(String name) {
    byte[] bytes = read(path(name));
    if (bytes == null) {
      return null;
    }
    try {
      return defineClass(name, bytes, 0, bytes.length, domain);
    } catch (LinkageError e) {
      // Some agent's transformer, which the JVM asks meanwhile, came to need this very class.
      Class<?> meanwhile = findLoadedClass(name);
      if (meanwhile == null) {
        throw e;
      }
      return meanwhile;
    }
  }

  private static String path(String className) {
    return className.replace('.', '/') + CLASS;
  }

  @Override
  public @Nullable InputStream getResourceAsStream(String name) {
    byte[] bytes = read(name);
    return bytes == null ? super.getResourceAsStream(name) : new ByteArrayInputStream(bytes);
  }

  @Override
  protected @Nullable URL findResource(String name) {
    JarEntry entry = entry(name);
    if (entry == null) {
      return null;
    }
    try {
      String file = new File(jar.getName()).toURI() + "!/" + entry.getName();
      return URI.create("jar:" + file).toURL();
    } catch (MalformedURLException e) {
      return null;
    }
  }

  private byte @Nullable [] read(String name) {
    JarEntry entry = entry(name);
    if (entry == null) {
      return null;
    }
    try (InputStream in = jar.getInputStream(entry)) {
      return in.readAllBytes();
    } catch (IOException e) {
      return null;
    }
  }

  private @Nullable JarEntry entry(String name) {
    String stored =
        name.endsWith(CLASS) ? name.substring(0, name.length() - CLASS.length()) + DATA : name;
    return jar.getJarEntry(ROOT + stored);
  }
}
