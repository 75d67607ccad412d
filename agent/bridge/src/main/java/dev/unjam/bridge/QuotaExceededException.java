package dev.unjam.bridge;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Ends a call that Unjam has given up for the host.
 *
 * <p>It is an IOException so that the host's own error path takes it; the message begins with
 * {@code Model API quota exceeded, try again later}.
 */
public final class QuotaExceededException extends IOException {
  private static final long serialVersionUID = 1L;

  QuotaExceededException(String message, @Nullable Throwable cause) {
    super(message, cause instanceof QuotaExceededException ? cause.getCause() : cause);
  }

  /** The message first: wrappers such as CompletionException show users just this text. */
  @SuppressWarnings("OverrideThrowableToString")
  @Override
  public String toString() {
    return getMessage() + " [" + getClass().getName() + "]";
  }
}
