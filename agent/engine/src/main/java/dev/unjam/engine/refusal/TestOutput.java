package dev.unjam.engine.refusal;

import java.util.regex.Pattern;

/**
 * Knows the places of an output where a test runner prints what the code under test met: between
 * the runner's headings and its summary, and above a stack that leads into a test's file.
 *
 * <p>Jest and Vitest print an error there as the program would print its own, at a line's
 * beginning.
 */
final class TestOutput {
  /** Up to the runner's summary. */
  private static final Pattern OF_A_RUN =
      Pattern.compile(
          " ?(?:FAIL|PASS|RUN) {1,2}\\S{0,200}[./]\\S"
              + "|std(?:err|out) \\| \\S"
              + "|[\u23af\u2500]{3,80} {1,2}(?:Failed (?:Tests|Suites)|Unhandled Errors?)\\b");

  /** As long as lines are indented. */
  private static final Pattern OF_A_TEST =
      Pattern.compile(
          " {0,4}\u25cf .{1,200} \u203a | {2}console\\.(?:error|warn|log)$| {2}\\d{1,3}\\) \\S");

  private static final Pattern SUMMARY =
      Pattern.compile(" {0,12}(?:Duration  ?\\d|Time: {1,12}\\d|Ran all test suites)");

  private static final Pattern PLACE =
      Pattern.compile(
          "\\.(?:test|spec)\\.[cm]?[jt]sx?:\\d|/__tests__/"
              + "|/node_modules/(?:@vitest|vitest|jest|mocha)\\b");

  private static final int MOST_CHARS = 300;
  private static final int MOST_LINES = 30;

  private boolean inARun;
  private boolean inATest;

  /** Takes the next line of the output, in its order. */
  void next(String line) {
    String head = Clean.cap(line, MOST_CHARS);
    if (SUMMARY.matcher(head).lookingAt()) {
      inARun = false;
    } else if (OF_A_RUN.matcher(head).lookingAt()) {
      inARun = true;
    }
    inATest = OF_A_TEST.matcher(head).lookingAt() || (inATest && isIndented(head));
  }

  /**
   * Whether the line that was taken last is what a test met.
   *
   * @param next where the line behind it begins
   */
  boolean quotes(String said, int next) {
    return inARun || inATest || leadsIntoATest(said, next);
  }

  private static boolean isIndented(String line) {
    return line.isEmpty() || " \t\r\u276f".indexOf(line.charAt(0)) >= 0;
  }

  /** What belongs to an error is behind it, indented or blank, with arrows before the places. */
  private static boolean leadsIntoATest(String said, int from) {
    int at = from;
    for (int i = 0; i < MOST_LINES && at < said.length(); i++) {
      int end = said.indexOf('\n', at);
      String line = said.substring(at, end < 0 ? said.length() : Math.min(end, at + MOST_CHARS));
      if (!isIndented(line) || end < 0) {
        return isIndented(line) && PLACE.matcher(line).find();
      }
      if (PLACE.matcher(line).find()) {
        return true;
      }
      at = end + 1;
    }
    return false;
  }
}
