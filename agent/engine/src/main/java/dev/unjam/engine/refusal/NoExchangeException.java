package dev.unjam.engine.refusal;

import org.jspecify.annotations.Nullable;

/** Says why a line is no exchange, and which id it had as far as it could be read. */
final class NoExchangeException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  private final @Nullable String id;

  NoExchangeException(@Nullable String id, String message, Throwable cause) {
    super(message, cause);
    this.id = id;
  }

  /** The id in JSON, or null if there was none before what is wrong. */
  @Nullable String id() {
    return id;
  }
}
