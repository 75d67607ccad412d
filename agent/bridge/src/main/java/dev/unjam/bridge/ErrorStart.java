package dev.unjam.bridge;

/**
 * Tells by its first byte whether a body whose status is none of an error's may be one all the
 * same.
 *
 * <p>Some providers answer 200 and an error in JSON, and some a stream of events that they do not
 * call one. The classifier reads nothing else of such an answer: a page, a text or a picture is
 * what was asked for.
 */
final class ErrorStart {
  private static final String POSSIBLE = "{[:deir";

  private ErrorStart() {}

  /**
   * Whether a body that begins so may be JSON, or events, whose lines begin with a colon or with
   * {@code data}, {@code event}, {@code id} or {@code retry}. Blanks say nothing, nor does what may
   * be a byte order mark or a blank of Unicode's in UTF-8, nor the bytes of a compressed body.
   */
  static boolean isPossible(byte first, Fields head) {
    boolean threeBytes = (first & 0xf0) == 0xe0;
    return threeBytes
        || (first >= 0 && first <= ' ')
        || POSSIBLE.indexOf(first) >= 0
        || !head.first("content-encoding").isEmpty();
  }
}
