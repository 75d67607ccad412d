package dev.unjam.engine.os;

import java.util.Optional;

/**
 * The fields of {@code /proc/<pid>/stat} that tell one process from another.
 *
 * @param state the letter of its state; {@code Z} and {@code X} have ended
 * @param parent the number of its parent
 * @param startTicks field 22, clock ticks from boot to its start
 */
record ProcStat(char state, long parent, long startTicks) {
  /** Fields are counted from the state, the third, which follows the command's name. */
  private static final int START_AFTER_STATE = 22 - 3;

  /**
   * Reads one line. The command's name is between parentheses and may hold spaces and parentheses
   * itself, so everything is counted from the last {@code )}.
   */
  static Optional<ProcStat> parse(String line) {
    int end = line.lastIndexOf(')');
    if (end < 0) {
      return Optional.empty();
    }
    String[] fields = line.substring(end + 1).trim().split(" ", START_AFTER_STATE + 2);
    if (fields.length <= START_AFTER_STATE || fields[0].length() != 1) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          new ProcStat(
              fields[0].charAt(0),
              Long.parseLong(fields[1]),
              Long.parseLong(fields[START_AFTER_STATE].trim())));
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  boolean ended() {
    return state == 'Z' || state == 'X' || state == 'x';
  }
}
