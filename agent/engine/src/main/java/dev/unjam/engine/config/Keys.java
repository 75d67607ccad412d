package dev.unjam.engine.config;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Knows every key, its names in the environment, and which one was meant by a misspelt one. */
final class Keys {
  static final String CONFIG = "config";
  static final String WEBHOOK = "webhook";
  private static final String LEASE = "lease.";

  private static final List<String> PLAIN =
      Collections.unmodifiableList(
          Arrays.asList(
              "mode",
              "threshold",
              "patience",
              "silence",
              "silence.head",
              "silence.child",
              "leak",
              "grace",
              "scan",
              "release",
              "lockfiles",
              "sessions",
              "sweep",
              "transcript",
              "refusals",
              "log",
              "log.json",
              WEBHOOK,
              "metrics.port",
              "jmx",
              "jfr",
              CONFIG));
  private static final List<String> LEASE_PARTS =
      Collections.unmodifiableList(Arrays.asList("type", "acquire", "release", "force", "key"));

  private Keys() {}

  /** The key in its one form, lease names in lower case; null if there is no such key. */
  static @Nullable String known(String key) {
    if (PLAIN.contains(key)) {
      return key;
    }
    return isLease(key) ? key.toLowerCase(Locale.ROOT) : null;
  }

  /** The key that {@code UNJAM_name} stands for; null if there is none. */
  static @Nullable String ofEnvironment(String name) {
    for (String key : PLAIN) {
      if (environmentForm(key).equals(name)) {
        return key;
      }
    }
    for (String part : LEASE_PARTS) {
      String end = "_".concat(part.toUpperCase(Locale.ROOT));
      int nameEnd = name.length() - end.length();
      if (name.startsWith("LEASE_") && name.endsWith(end) && nameEnd > 6) {
        String lease = name.substring(6, nameEnd).toLowerCase(Locale.ROOT);
        return known(LEASE.concat(lease).concat(".").concat(part));
      }
    }
    return null;
  }

  static String environmentForm(String key) {
    return key.replace('.', '_').toUpperCase(Locale.ROOT);
  }

  /** Whether a value of this key may hold a comma. */
  static boolean takesCommas(String key) {
    return key.equals("lockfiles")
        || key.equals("sessions")
        || key.equals(WEBHOOK)
        || key.startsWith(LEASE);
  }

  /** The valid key that is spelt most like this one. */
  static String nearest(String key) {
    int last = key.lastIndexOf('.');
    if (key.startsWith(LEASE) && last > LEASE.length()) {
      String part = closest(key.substring(last + 1), LEASE_PARTS);
      return key.substring(0, last + 1).concat(part);
    }
    return closest(key, PLAIN);
  }

  /** Whether the key belongs to the lease class of that name. */
  static boolean isPartOf(String lease, String key) {
    int last = key.lastIndexOf('.');
    return key.startsWith(LEASE)
        && last > LEASE.length()
        && key.substring(LEASE.length(), last).equalsIgnoreCase(lease);
  }

  private static boolean isLease(String key) {
    int last = key.lastIndexOf('.');
    if (!key.startsWith(LEASE) || last <= LEASE.length()) {
      return false;
    }
    for (int i = LEASE.length(); i < last; i++) {
      char c = key.charAt(i);
      if (c > 'z' || !(Character.isLetterOrDigit(c) || c == '_' || c == '-')) {
        return false;
      }
    }
    return LEASE_PARTS.contains(key.substring(last + 1));
  }

  private static String closest(String word, List<String> among) {
    String best = among.get(0);
    int bestDistance = Integer.MAX_VALUE;
    String lower = word.toLowerCase(Locale.ROOT);
    for (String candidate : among) {
      int distance = distance(lower, candidate);
      if (distance < bestDistance) {
        best = candidate;
        bestDistance = distance;
      }
    }
    return best;
  }

  /** Levenshtein's distance, over a word that is cut to a bearable length. */
  private static int distance(String word, String candidate) {
    int length = Math.min(word.length(), 64);
    int[] row = new int[candidate.length() + 1];
    for (int j = 0; j < row.length; j++) {
      row[j] = j;
    }
    for (int i = 1; i <= length; i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j < row.length; j++) {
        int change = diagonal + (word.charAt(i - 1) == candidate.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(change, Math.min(row[j], row[j - 1]) + 1);
      }
    }
    return row[row.length - 1];
  }
}
