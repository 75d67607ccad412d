package dev.unjam.weave;

import java.io.IOException;
import java.io.InputStream;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** One version of a library, woven as the agent would, whatever version is on the class path. */
final class WovenJars extends URLClassLoader {
  private final List<String> packages;
  private final WeaveModule module;

  WovenJars(Path folder, String packages, WeaveModule module) throws IOException {
    this(folder, List.of(packages), module);
  }

  /** What begins with one of these and is not in the folder is that of the class path. */
  WovenJars(Path folder, List<String> packages, WeaveModule module) throws IOException {
    super(jars(folder), WovenJars.class.getClassLoader());
    this.packages = packages;
    this.module = module;
  }

  /** The same from where these classes are; the tests' own that use them are among them. */
  WovenJars(List<URL> homes, List<String> packages, WeaveModule module) {
    super(homes.toArray(new URL[0]), WovenJars.class.getClassLoader());
    this.packages = packages;
    this.module = module;
  }

  private static URL[] jars(Path folder) throws IOException {
    List<URL> urls = new ArrayList<>();
    try (Stream<Path> jars = Files.list(folder)) {
      for (Path jar : jars.toList()) {
        urls.add(url(jar));
      }
    }
    return urls.toArray(new URL[0]);
  }

  private static URL url(Path jar) throws MalformedURLException {
    return jar.toUri().toURL();
  }

  byte[] woven(String internalName) throws IOException {
    return ClassWeaving.weave(module, internalName, this, classFile(internalName));
  }

  byte[] classFile(String internalName) throws IOException {
    URL own = Objects.requireNonNull(findResource(internalName + ".class"), internalName);
    try (InputStream in = own.openStream()) {
      return in.readAllBytes();
    }
  }

  @Override
  public URL getResource(String name) {
    URL own = findResource(name);
    return own == null ? super.getResource(name) : own;
  }

  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    if (!isOwn(name)) {
      return super.loadClass(name, resolve);
    }
    synchronized (getClassLoadingLock(name)) {
      Class<?> loaded = findLoadedClass(name);
      return loaded == null ? define(name) : loaded;
    }
  }

  private boolean isOwn(String name) {
    return packages.stream().anyMatch(name::startsWith)
        && findResource(name.replace('.', '/') + ".class") != null;
  }

  private Class<?> define(String name) throws ClassNotFoundException {
    String internal = name.replace('.', '/');
    if (!module.targets().containsKey(internal)) {
      return findClass(name);
    }
    try {
      byte[] bytes = woven(internal);
      return defineClass(name, bytes, 0, bytes.length);
    } catch (IOException e) {
      throw new ClassNotFoundException(name, e);
    }
  }
}
