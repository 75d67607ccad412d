package clienthost;

import java.time.Duration;
import java.util.Locale;

/** What a server does with a request; the first segment of its path. */
public enum Scenario {
  /** Answers at once, and well. */
  OK("answers"),
  /** Takes the request, and never answers. */
  HANG("never answers"),
  /** The head of a 200, and nothing more. */
  HEAD("200, then nothing"),
  /** A 429 for want of quota whose body does not end. */
  REFUSED("429, its body never ends"),
  /** Three events of a stream, and nothing more. */
  STOPS("a stream that stops"),
  /** A 429 that asks to wait for longer than anybody has patience, each time. */
  RETRY("429 with Retry-After, tried again"),
  /** One event after the other, for longer than every limit. */
  TRICKLE("a slow stream"),
  /** The first byte comes late, but comes. */
  LATE("a late answer"),
  /** The head comes at once, the body after every limit. */
  LATE_BODY("a very late body"),
  /** Nothing comes before every limit has passed. */
  VERY_LATE("a very late answer");

  /** Longer than all of the agent's limits and rungs together in these tests. */
  public static final Duration LONG = Duration.ofSeconds(11);

  /** What a server says that answers. */
  public static final String BODY = "ok";

  private final String label;

  Scenario(String label) {
    this.label = label;
  }

  public String label() {
    return label;
  }

  public String segment() {
    return name().toLowerCase(Locale.ROOT);
  }
}
