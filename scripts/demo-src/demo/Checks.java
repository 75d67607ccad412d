package demo;

import java.util.ArrayList;
import java.util.List;

/** Remembers what was to be seen and was not; safe for all threads. */
final class Checks {
  private final List<String> missing = new ArrayList<>();
  private int seen;

  /** Counts it as seen, or remembers it. */
  synchronized boolean see(boolean yes, String what) {
    if (yes) {
      seen++;
    } else {
      missing.add(what);
    }
    return yes;
  }

  synchronized List<String> missing() {
    return List.copyOf(missing);
  }

  synchronized int seen() {
    return seen;
  }
}
