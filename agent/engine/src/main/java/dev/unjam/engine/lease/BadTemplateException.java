package dev.unjam.engine.lease;

/** A template that cannot be used; the message says what would be right, on one line. */
public final class BadTemplateException extends Exception {
  private static final long serialVersionUID = 1L;

  BadTemplateException(String message) {
    super(message);
  }
}
