package dev.unjam.bridge;

import java.util.List;

/**
 * The file names that make an exclusively created file a lease: patterns with {@code *} and {@code
 * ?}.
 */
public final class LeaseNames {
  private final String[] patterns;

  /** Keeps the patterns; each is matched against the last part of a path. */
  public LeaseNames(List<String> patterns) {
    this.patterns = patterns.toArray(new String[0]);
  }

  /** Whether the last part of this path matches a pattern; that of a transcript never does. */
  public boolean match(String path) {
    int from = Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1;
    for (String p : patterns) {
      if (matches(p, path, from)) {
        return !path.endsWith(".jsonl");
      }
    }
    return false;
  }

  private static boolean matches(String pattern, String text, int from) {
    int p = 0;
    int t = from;
    int star = -1;
    int resume = from;
    while (t < text.length()) {
      char c = p < pattern.length() ? pattern.charAt(p) : 0;
      if (c == '*') {
        star = p++;
        resume = t;
      } else if (p < pattern.length() && (c == '?' || c == text.charAt(t))) {
        p++;
        t++;
      } else if (star >= 0) {
        p = star + 1;
        t = ++resume;
      } else {
        return false;
      }
    }
    while (p < pattern.length() && pattern.charAt(p) == '*') {
      p++;
    }
    return p == pattern.length();
  }
}
