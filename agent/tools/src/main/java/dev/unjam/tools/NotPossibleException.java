package dev.unjam.tools;

/** Something that cannot be done, told in one plain sentence for the person at the terminal. */
final class NotPossibleException extends Exception {
  private static final long serialVersionUID = 1L;

  NotPossibleException(String sentence) {
    super(sentence);
  }
}
