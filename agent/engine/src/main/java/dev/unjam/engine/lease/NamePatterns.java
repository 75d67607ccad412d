package dev.unjam.engine.lease;

import java.nio.file.Path;
import java.util.List;

/**
 * Tells by its name whether a file counts as a lock file; {@code *} and {@code ?} as in a shell.
 */
public final class NamePatterns {
  /** The names that count where nobody says otherwise. */
  public static final NamePatterns DEFAULT = new NamePatterns(List.of("*.jsonl.lock", "*.lock"));

  private static final String TRANSCRIPT = ".jsonl";

  private final List<String> patterns;
  private final List<String> endings;

  /** Makes one of shell patterns, any of which may match. */
  public NamePatterns(List<String> patterns) {
    this.patterns = List.copyOf(patterns);
    this.endings = this.patterns.stream().map(NamePatterns::ending).toList();
  }

  /** Says whether the last part of this path matches. */
  public boolean matches(Path path) {
    Path name = path.getFileName();
    return name != null && matches(name.toString());
  }

  /**
   * Says whether this name matches; the names of our own files never do, nor do those of
   * transcripts and of their index.
   */
  public boolean matches(String name) {
    return !name.endsWith(TRANSCRIPT)
        && !name.equals(SessionFolder.INDEX)
        && !name.equals(Guard.NAME)
        && !name.equals(RecoveryJournal.NAME)
        && !name.startsWith(PresenceMark.PREFIX)
        && !name.endsWith(Aside.SUFFIX)
        && anyMatches(name);
  }

  /** Most patterns are an ending alone, and most names of a folder are asked for. */
  private boolean anyMatches(String name) {
    for (int i = 0; i < patterns.size(); i++) {
      String ending = endings.get(i);
      if (ending.isEmpty() ? matches(patterns.get(i), name) : name.endsWith(ending)) {
        return true;
      }
    }
    return false;
  }

  /** What a name must end with, where the pattern says no more than that; else empty. */
  private static String ending(String pattern) {
    String rest = pattern.startsWith("*") ? pattern.substring(1) : "";
    return rest.indexOf('*') < 0 && rest.indexOf('?') < 0 ? rest : "";
  }

  /** Goes back to the last star only: time is the product of both lengths at worst. */
  private static boolean matches(String pattern, String name) {
    int p = 0;
    int n = 0;
    int star = -1;
    int resume = 0;
    while (n < name.length()) {
      if (p < pattern.length() && pattern.charAt(p) == '*') {
        star = p++;
        resume = n;
      } else if (p < pattern.length() && fits(pattern.charAt(p), name.charAt(n))) {
        p++;
        n++;
      } else if (star >= 0) {
        p = star + 1;
        n = ++resume;
      } else {
        return false;
      }
    }
    while (p < pattern.length() && pattern.charAt(p) == '*') {
      p++;
    }
    return p == pattern.length();
  }

  private static boolean fits(char pattern, char actual) {
    return pattern == '?' || pattern == actual;
  }
}
