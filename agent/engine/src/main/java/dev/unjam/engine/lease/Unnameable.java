package dev.unjam.engine.lease;

/**
 * Of names that this JVM cannot write: Java makes bytes of a name by the locale that it was started
 * in (JEP 400 has left {@code sun.jnu.encoding} as it was), and in {@code C} or {@code POSIX}, as
 * in a container without {@code LANG}, has only ASCII for it.
 */
public final class Unnameable {
  /** What keeps us from the file, and what helps; behind what names it. */
  public static final String WHY =
      "this JVM's locale cannot write that name; start it with a UTF-8 locale, such as"
          + " LC_ALL=C.UTF-8";

  private Unnameable() {}

  /** The same with the file in front of it, fit for a line. */
  public static String why(String path) {
    return CleanText.word(path) + ": " + WHY;
  }
}
