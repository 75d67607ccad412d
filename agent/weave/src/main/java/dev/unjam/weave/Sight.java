package dev.unjam.weave;

import dev.unjam.bridge.Bridge;
import org.jspecify.annotations.Nullable;

/** Tells from which class loaders woven code can link to the bridge. */
public final class Sight {
  private Sight() {}

  /** Whether it is a loader of the host's rather than one of the JDK's. */
  public static boolean isOfHost(@Nullable ClassLoader loader) {
    return loader != null && loader != ClassLoader.getPlatformClassLoader();
  }

  /**
   * Whether this is the agent's own loader. To look at one of its classes would take others of them
   * than are loaded yet, or that very one.
   */
  static boolean isOurs(@Nullable ClassLoader loader) {
    return loader != null
        && loader == Sight.class.getClassLoader()
        && loader != ClassLoader.getSystemClassLoader();
  }

  /**
   * Whether classes of this loader find the bridge. In some module systems (OSGi, JBoss Modules) a
   * loader hands nothing down that it was not told to: what is woven there could not be loaded any
   * more.
   */
  public static boolean reachesBridge(@Nullable ClassLoader loader) {
    if (!isOfHost(loader)) {
      return true;
    }
    try {
      return Class.forName(Bridge.class.getName(), false, loader) == Bridge.class;
    } catch (ClassNotFoundException | LinkageError | RuntimeException e) {
      return false;
    }
  }
}
