package dev.unjam.engine;

import dev.unjam.engine.detect.LeftAlone;
import dev.unjam.engine.report.Text;
import org.jspecify.annotations.Nullable;

/** Says in a sentence why a holder is left alone, and what an operator can do about it. */
final class DoubtText {
  private static final int LONGEST_NAME = 200;

  private DoubtText() {}

  static String why(LeftAlone one) {
    String author = name(one.author());
    return switch (one.doubt()) {
      case LIBRARY_LOCK ->
          "the lock may be an own one of the library that asks: "
              + (author + " wrote the request, " + name(one.usedAt()) + " uses the lock, ")
              + program(one.program());
      case UNKNOWN_LOCK ->
          "nobody saw whose code uses the lock, and it may be an own one of the library that asks: "
              + (author + " wrote the request");
      case NOT_AWAITED ->
          "its call was started asynchronously, and nobody can tell whether it is waited for";
    };
  }

  static String advice(LeftAlone one) {
    return switch (one.doubt()) {
      case LIBRARY_LOCK ->
          "if both are the program's, start it by a main class of their package; a restart frees "
              + "them now";
      case UNKNOWN_LOCK -> "a thread dump tells whose it is; a restart frees it";
      case NOT_AWAITED ->
          "who waits for the call's own future, or makes it synchronously, is acted on; a restart "
              + "frees it now";
    };
  }

  private static String program(@Nullable String program) {
    if (program == null) {
      return "and the program's main class is not known";
    }
    return program.isEmpty()
        ? "and the program's own is what has no package"
        : "and the program's own is " + name(program) + ", by its main class";
  }

  private static String name(@Nullable String text) {
    return text == null ? "?" : Text.cap(Text.line(text), LONGEST_NAME);
  }
}
