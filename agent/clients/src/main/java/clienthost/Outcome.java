package clienthost;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What became of a cell's call, told in one line.
 *
 * @param seen {@code ok}, or the classes of what was thrown, the outermost first
 * @param lockFree whether somebody else could take the lock afterwards
 * @param interrupted whether the caller was left interrupted
 * @param health the next call of the same client, told as {@code seen}
 */
public record Outcome(
    Cell cell, List<String> seen, boolean lockFree, boolean interrupted, List<String> health) {
  private static final String AND = ",";
  private static final int LONGEST_CHAIN = 20;

  /** The line of an outcome, read back. */
  public static Outcome parse(String line) {
    String[] fields = line.split("\t", -1);
    return new Outcome(
        Cell.parse(fields[0]),
        List.of(fields[1].split(AND, -1)),
        Boolean.parseBoolean(fields[2]),
        Boolean.parseBoolean(fields[3]),
        List.of(fields[4].split(AND, -1)));
  }

  String line() {
    return String.join(
        "\t",
        cell.toString(),
        String.join(AND, seen),
        Boolean.toString(lockFree),
        Boolean.toString(interrupted),
        String.join(AND, health));
  }

  /** The classes of a throwable and its causes. */
  static List<String> chain(Throwable thrown) {
    List<String> names = new ArrayList<>();
    for (@Nullable Throwable t = thrown; t != null && names.size() < LONGEST_CHAIN; ) {
      names.add(t.getClass().getName());
      t = t.getCause();
    }
    return names;
  }
}
