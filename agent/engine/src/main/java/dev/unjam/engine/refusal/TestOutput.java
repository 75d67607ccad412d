package dev.unjam.engine.refusal;

import java.util.regex.Pattern;

/**
 * Knows the places of an output where a test runner prints what the code under test met: indented
 * below a test's name, and above a stack that leads into a test's file.
 *
 * <p>Jest and Vitest print an error there as the program would print its own, at a line's
 * beginning. The first line that is not indented ends it: what a program says beside its tests is
 * its own.
 */
final class TestOutput {
  /** Jest's name of a test, and the head of what it logged. */
  private static final Pattern OF_A_TEST =
      Pattern.compile(" {0,4}\u25cf .{1,200} \u203a | {2}console\\.(?:error|warn|log)$");

  /** Vitest's name of a test, above the first line of its error. */
  private static final Pattern FAIL = Pattern.compile(" ?FAIL {1,2}\\S{1,200} > \\S");

  /** Mocha's list of what failed: a suite with its number, and the test. */
  private static final Pattern NUMBER = Pattern.compile(" {2}\\d{1,3}\\) \\S");

  private static final Pattern NUMBERED = Pattern.compile(" {5,12}\\S.{0,200}:$");

  private static final Pattern PLACE =
      Pattern.compile(
          "\\.(?:test|spec)\\.[cm]?[jt]sx?:\\d|/__tests__/"
              + "|/node_modules/(?:@vitest|vitest|jest|mocha)\\b");

  private static final int MOST_CHARS = 300;
  private static final int MOST_LINES = 30;

  private boolean inATest;
  private boolean behindFail;
  private boolean behindNumber;

  /** Takes the next line of the output, in its order. */
  void next(String line) {
    String head = Clean.cap(line, MOST_CHARS);
    inATest =
        OF_A_TEST.matcher(head).lookingAt()
            || behindFail
            || (behindNumber && NUMBERED.matcher(head).lookingAt())
            || (inATest && isIndented(head));
    behindFail = FAIL.matcher(head).lookingAt();
    behindNumber = NUMBER.matcher(head).lookingAt();
  }

  /**
   * Whether the line that was taken last is what a test met.
   *
   * @param next where the line behind it begins
   */
  boolean quotes(String said, int next) {
    return inATest || leadsIntoATest(said, next);
  }

  private static boolean isIndented(String line) {
    return line.isEmpty() || " \t\r\u276f".indexOf(line.charAt(0)) >= 0;
  }

  /** What belongs to an error is behind it, indented or blank, with arrows before the places. */
  private static boolean leadsIntoATest(String said, int from) {
    int at = from;
    for (int i = 0; i < MOST_LINES && at < said.length(); i++) {
      int end = said.indexOf('\n', at);
      String line = said.substring(at, Math.min(end < 0 ? said.length() : end, at + MOST_CHARS));
      if (!isIndented(line)) {
        return false;
      }
      if (PLACE.matcher(line).find()) {
        return true;
      }
      at = end < 0 ? said.length() : end + 1;
    }
    return false;
  }
}
