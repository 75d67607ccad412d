package dev.unjam.engine.track;

import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The place in the host that took one hold: a stack at first, and a line of text from then on.
 *
 * <p>The JVM's own form of a stack keeps the classes of all its frames loaded, so it is let go of
 * as soon as the text is made. Any thread.
 */
final class AcquisitionSite {
  private @Nullable Throwable stack;
  private @Nullable String text;

  AcquisitionSite(Throwable stack) {
    this.stack = stack;
  }

  /** {@code Class.method(File.java:123)}, or null if no frame is the host's. */
  @Nullable String text() {
    return settle(UnaryOperator.identity());
  }

  /**
   * The same, and lets go of the stack.
   *
   * @param same gives one string for all that are equal
   */
  synchronized @Nullable String settle(UnaryOperator<String> same) {
    Throwable taken = stack;
    if (taken != null) {
      String site = Names.site(List.of(taken.getStackTrace()));
      text = site == null ? null : same.apply(site);
      stack = null;
    }
    return text;
  }

  synchronized boolean isSettled() {
    return stack == null;
  }
}
