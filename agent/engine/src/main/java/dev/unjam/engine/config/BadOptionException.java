package dev.unjam.engine.config;

/**
 * An option that cannot be used; the message is one line for the operator and holds no secret.
 *
 * <p>It names the key, the value, where it came from and what would be right.
 */
public final class BadOptionException extends Exception {
  private static final long serialVersionUID = 1L;

  BadOptionException(String message) {
    super(message);
  }
}
