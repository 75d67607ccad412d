package clienthost;

import java.util.Locale;

/** One call that is to be tried: one cell of the matrix. Its text is a line. */
public record Cell(Library library, String scheme, Scenario scenario, Kind kind, Hold hold) {
  /** The first segment of a path whose rest is where one is sent on to. */
  public static final String SENT_ON = "sent-on";

  /** A call under a lock. */
  public static Cell locked(Library library, String scheme, Scenario scenario, Kind kind) {
    return new Cell(library, scheme, scenario, kind, Hold.BEFORE);
  }

  static Cell parse(String line) {
    String[] words = line.split(" ", -1);
    return new Cell(
        Library.valueOf(words[0]),
        words[1],
        Scenario.valueOf(words[2]),
        Kind.valueOf(words[3]),
        Hold.valueOf(words[4]));
  }

  /** Where the call goes: nobody else's goes there. */
  public String path() {
    return path(scenario);
  }

  /** The path of this cell at which the server does something else. */
  public String path(Scenario at) {
    String name = String.join("-", library.name(), scheme, scenario.name(), kind.name());
    return "/" + at.segment() + "/" + (name + "-" + hold).toLowerCase(Locale.ROOT);
  }

  @Override
  public String toString() {
    return String.join(" ", library.name(), scheme, scenario.name(), kind.name(), hold.name());
  }
}
