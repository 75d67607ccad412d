package dev.unjam.engine.refusal;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Takes from a line what syslog (RFC 3164) or klog put before a program's own. */
final class SystemHead {
  /** {@code E1122 12:00:00.000000 1 client.go:12] } */
  private static final Pattern KLOG =
      Pattern.compile(
          "([A-Z])\\d{4} \\d\\d:\\d\\d:\\d\\d\\.\\d{6} {1,8}\\d{1,9} [\\w./-]{1,100}?(_test\\.go)?:\\d{1,6}\\] ");

  /** {@code <11>Nov 22 05:00:00 host agent[12]: } */
  private static final Pattern SYSLOG =
      Pattern.compile(
          "(?:<\\d{1,3}>)?[A-Z][a-z]{2} [ \\d]\\d \\d\\d:\\d\\d:\\d\\d [\\w.:-]{1,64}"
              + " [\\w.-]{1,64}\\[\\d{1,9}\\]: ");

  private static final String FAILURES = "EWF";

  private SystemHead() {}

  /** The program's own line; klog's letter for an error becomes a word, but for a test's. */
  static String cut(String line) {
    if (line.isEmpty() || !(line.charAt(0) == '<' || Character.isUpperCase(line.charAt(0)))) {
      return line;
    }
    Matcher klog = KLOG.matcher(line);
    if (klog.lookingAt()) {
      boolean failed = FAILURES.contains(klog.group(1)) && klog.group(2) == null;
      return failed ? "error: " + line.substring(klog.end()) : line;
    }
    Matcher syslog = SYSLOG.matcher(line);
    return syslog.lookingAt() ? line.substring(syslog.end()) : line;
  }
}
