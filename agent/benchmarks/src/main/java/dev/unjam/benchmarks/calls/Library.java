package dev.unjam.benchmarks.calls;

/** The clients that are measured; the class path has them. */
public enum Library {
  URL_CONNECTION,
  JAVA,
  OKHTTP,
  APACHE;

  /** A new one. Only its own classes are loaded: that is part of what a first call costs. */
  Client open() {
    return switch (this) {
      case URL_CONNECTION -> new UrlConnectionClient();
      case JAVA -> new JavaClient();
      case OKHTTP -> new OkHttpClients();
      case APACHE -> new ApacheClient();
    };
  }
}
