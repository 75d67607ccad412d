package clienthost;

import java.io.File;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A loader of its own for a client's other version than the one on the class path. */
final class OtherVersion extends URLClassLoader {
  private static final Map<String, OtherVersion> LOADERS = new ConcurrentHashMap<>();

  private final List<String> own;

  private OtherVersion(URL[] jars, List<String> own) {
    super(jars, OtherVersion.class.getClassLoader());
    this.own = own;
  }

  /** Makes clients of OkHttp 5, which has the packages of 4. */
  static Supplier<Client> okHttp5(String client) {
    return okHttp5(client, Client.class);
  }

  /** Makes such clients of OkHttp 5. */
  static <T> Supplier<T> okHttp5(String client, Class<T> such) {
    String ours = "clienthost.okhttp.";
    return () -> such.cast(make("okhttp5", ours + client, ours, "okhttp3.", "okio.", "kotlin."));
  }

  /**
   * Makes clients from here whose library comes from a folder of jars beside the host's classes,
   * loaded once.
   *
   * @param packages what begins so is not the class path's
   */
  static Supplier<Client> of(String folder, String client, String... packages) {
    return () -> (Client) make(folder, client, packages);
  }

  private static Object make(String folder, String client, String... packages) {
    try {
      ClassLoader loader =
          LOADERS.computeIfAbsent(folder, f -> new OtherVersion(jars(f), List.of(packages)));
      return loader.loadClass(client).getConstructor().newInstance();
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  private static URL[] jars(String folder) {
    URL classes = OtherVersion.class.getProtectionDomain().getCodeSource().getLocation();
    File jars = new File(new File(classes.getPath()).getParentFile(), folder);
    List<URL> urls = new ArrayList<>(List.of(classes));
    for (File jar : Objects.requireNonNull(jars.listFiles(), jars::toString)) {
      urls.add(url(jar));
    }
    return urls.toArray(new URL[0]);
  }

  private static URL url(File jar) {
    try {
      return jar.toURI().toURL();
    } catch (MalformedURLException e) {
      throw new IllegalArgumentException(e);
    }
  }

  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    if (own.stream().noneMatch(name::startsWith)) {
      return super.loadClass(name, resolve);
    }
    synchronized (getClassLoadingLock(name)) {
      @Nullable Class<?> loaded = findLoadedClass(name);
      return loaded == null ? findClass(name) : loaded;
    }
  }
}
