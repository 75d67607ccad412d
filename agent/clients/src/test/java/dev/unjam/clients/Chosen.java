package dev.unjam.clients;

import clienthost.Library;
import java.util.List;
import java.util.stream.Stream;

/** The clients that this run tries: all, or those that {@code -Dmatrix.only=} names. */
final class Chosen {
  private static final String ONLY = System.getProperty("unjam.it.only", "");

  private Chosen() {}

  static List<Library> clients() {
    return all()
        ? Library.clients()
        : Stream.of(ONLY.split(",", -1)).map(Library::valueOf).toList();
  }

  static boolean all() {
    return ONLY.isEmpty();
  }
}
