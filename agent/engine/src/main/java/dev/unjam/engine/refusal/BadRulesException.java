package dev.unjam.engine.refusal;

/** A rules file that cannot be used; the message names file, line, key, value and what is right. */
public final class BadRulesException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  BadRulesException(String source, int line, String problem, String right) {
    super(source + " line " + line + ": " + problem + "; " + right);
  }

  private BadRulesException(String message) {
    super(message);
  }

  static BadRulesException tooLong(String source, long bytes, long most) {
    return new BadRulesException(
        source + ": cannot be used: it has " + bytes + " bytes; rules come to at most " + most);
  }

  BadRulesException(String source, Throwable cause) {
    super(source + ": cannot be read: " + cause.getMessage(), cause);
  }
}
