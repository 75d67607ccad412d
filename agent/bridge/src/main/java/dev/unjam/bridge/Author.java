package dev.unjam.bridge;

import java.lang.StackWalker.StackFrame;
import java.util.Iterator;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Tells whose code it is that writes to a socket: the first class below the streams that all use.
 *
 * <p>Looks at a few frames of the calling thread, which takes a microsecond or two: only for what
 * is a request by all appearances, under a hold, by no client that is at a recorded call.
 */
final class Author implements Function<Stream<StackFrame>, String> {
  private static final StackWalker STACK = StackWalker.getInstance();
  private static final String NOBODY = "";

  /** Whoever writes comes past these: they have no request of their own. */
  private static final String[] STREAMS = {
    "java.io.",
    "java.net.",
    "java.nio.",
    "javax.net.",
    "sun.nio.",
    "sun.security.ssl.",
    "jdk.internal.",
    "org.apache.commons.io.",
    "com.google.common.io.",
    "kotlin.io.",
    "scala.io.",
  };

  /** The JDK's own clients, and those that are woven: their calls are known, or none of ours. */
  private static final String[] KNOWN = {
    "java.",
    "javax.",
    "jdk.",
    "sun.",
    "com.sun.",
    "okio.",
    "okhttp3.",
    "org.apache.http.",
    "org.apache.hc.",
    "org.eclipse.jetty.",
    "io.netty.",
    "io.grpc.",
    "reactor.netty.",
  };

  private Author() {}

  /** The name of the class that writes, or null if it belongs to a client that is known. */
  static @Nullable String ofWrite() {
    String name = STACK.walk(new Author());
    return name.equals(NOBODY) || startsWithAny(name, KNOWN) ? null : name;
  }

  @Override
  public String apply(Stream<StackFrame> frames) {
    Iterator<StackFrame> all = frames.iterator();
    while (all.hasNext()) {
      String name = all.next().getClassName();
      if (!isHook(name) && !startsWithAny(name, STREAMS)) {
        return name;
      }
    }
    return NOBODY;
  }

  private static boolean isHook(String name) {
    return name.equals("dev.unjam.bridge.Author") || name.equals("dev.unjam.bridge.WireHooks");
  }

  private static boolean startsWithAny(String name, String[] prefixes) {
    for (String prefix : prefixes) {
      if (name.startsWith(prefix)) {
        return true;
      }
    }
    return false;
  }
}
