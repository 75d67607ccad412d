package dev.unjam.engine.refusal;

/** A rules file that cannot be used; the message names file, line, key, value and what is right. */
public final class BadRulesException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  BadRulesException(String source, int line, String problem, String right) {
    super(source + " line " + line + ": " + problem + "; " + right);
  }

  BadRulesException(String source, Throwable cause) {
    super(source + ": cannot be read: " + cause.getMessage(), cause);
  }
}
