package dev.unjam.weave;

import static net.bytebuddy.matcher.ElementMatchers.isPublic;
import static net.bytebuddy.matcher.ElementMatchers.namedOneOf;

import java.util.HashMap;
import java.util.Map;
import net.bytebuddy.description.method.MethodDescription;
import net.bytebuddy.matcher.ElementMatcher;

/** The JDK's providers of the default file system, whichever this system has. */
public final class FileSystems {
  private static final String[] PROVIDERS = {
    "sun/nio/fs/UnixFileSystemProvider", "sun/nio/fs/WindowsFileSystemProvider"
  };

  private FileSystems() {}

  /** Targets that are these methods of the providers besides the others. */
  public static Map<String, String[]> targets(Map<String, String[]> others, String... methods) {
    Map<String, String[]> all = new HashMap<>(others);
    for (String provider : PROVIDERS) {
      all.put(provider, methods);
    }
    return Map.copyOf(all);
  }

  /** The methods that open a channel. */
  public static ElementMatcher.Junction<MethodDescription> opens() {
    return isPublic()
        .and(namedOneOf("newByteChannel", "newFileChannel", "newAsynchronousFileChannel"));
  }
}
