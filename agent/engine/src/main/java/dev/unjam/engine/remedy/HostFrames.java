package dev.unjam.engine.remedy;

import java.util.List;

/** Tells whether a thread of ours that ends a call has come into the host's own code by that. */
final class HostFrames {
  private static final List<String> OTHERS =
      List.of(
          "java.",
          "javax.",
          "jdk.",
          "sun.",
          "com.sun.",
          "dev.unjam.bridge.",
          "dev.unjam.engine.",
          "dev.unjam.weave.",
          "kotlin.",
          "kotlinx.coroutines.",
          "okio.",
          "okhttp3.",
          "org.apache.http.",
          "org.apache.hc.",
          "org.eclipse.jetty.",
          "io.netty.",
          "io.grpc.",
          "io.perfmark.",
          "com.google.common.",
          "reactor.");

  private HostFrames() {}

  /** Whether one of these is neither the JDK's, nor ours, nor of a client that is known. */
  static boolean any(StackTraceElement[] stack) {
    for (StackTraceElement frame : stack) {
      if (OTHERS.stream().noneMatch(frame.getClassName()::startsWith)) {
        return true;
      }
    }
    return false;
  }
}
