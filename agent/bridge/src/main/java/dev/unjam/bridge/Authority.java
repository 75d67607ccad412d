package dev.unjam.bridge;

/**
 * Host and port of a URI's text, and nothing else of it: no user info, path or query may get into a
 * report.
 */
record Authority(String host, int port) {
  private static final String BEFORE = "://";
  private static final int HTTP = 80;
  private static final int HTTPS = 443;

  /** What a URI without a host is sent to, such as a socket in the file system. */
  private static final String LOCAL = "local";

  /** Those of this text, which is not checked: what is no port there is the scheme's own here. */
  static Authority of(String uri) {
    int scheme = uri.startsWith("https") || uri.startsWith("wss") ? HTTPS : HTTP;
    int from = uri.indexOf(BEFORE);
    if (from < 0 || from > firstOf("/?#", uri, 0)) {
      return new Authority(LOCAL, scheme);
    }
    int start = from + BEFORE.length();
    String all = uri.substring(start, firstOf("/?#", uri, start));
    String named = all.substring(all.lastIndexOf('@') + 1);
    int colon = named.lastIndexOf(':');
    return colon <= named.lastIndexOf(']')
        ? new Authority(named, scheme)
        : new Authority(named.substring(0, colon), port(named, colon + 1, scheme));
  }

  private static int firstOf(String delimiters, String text, int from) {
    int at = from;
    while (at < text.length() && delimiters.indexOf(text.charAt(at)) < 0) {
      at++;
    }
    return at;
  }

  private static int port(String text, int from, int otherwise) {
    int port = 0;
    for (int i = from; i < text.length(); i++) {
      int digit = Character.digit(text.charAt(i), 10);
      if (digit < 0 || port > 0xffff) {
        return otherwise;
      }
      port = port * 10 + digit;
    }
    return port > 0 && port <= 0xffff ? port : otherwise;
  }
}
