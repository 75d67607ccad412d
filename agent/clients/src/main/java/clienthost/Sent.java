package clienthost;

/** What the server sends; each small answer, and each piece, is written at once. */
public enum Sent {
  REFUSED,
  REFUSED_CHUNKED,
  REFUSED_LARGE,
  REFUSED_GZIP,
  LARGE,
  GZIP,
  /** A stream of events, the next one when the reader has asked for it. */
  EVENTS,
  EVENTS_AT_ONCE,
  EMPTY,
  HEAD;

  /** How many pieces there are of {@link #EVENTS}. */
  public static final int PIECES = 4;

  /** How many bytes each of them has. */
  public static final int PIECE = 100;

  /** The method of the request. */
  public String method() {
    return this == HEAD ? "HEAD" : "GET";
  }

  /** Whether everything comes with the head, as one piece. */
  boolean isOnePiece() {
    return this == REFUSED || this == EMPTY || this == HEAD;
  }

  /** Whether it is so small that a client which reads for itself has it in its buffer at once. */
  boolean isSmall() {
    return this != LARGE && this != REFUSED_LARGE;
  }
}
