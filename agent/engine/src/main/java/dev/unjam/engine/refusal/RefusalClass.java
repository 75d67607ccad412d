package dev.unjam.engine.refusal;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What kind of allowance a provider's answer says is missing. */
public enum RefusalClass {
  /** An allowance per day, week, month or plan is used up; it comes back in hours or later. */
  QUOTA,
  /** Money, credit, balance or payment is missing; it comes back when somebody pays. */
  BILLING,
  /** Too much at once: per minute, per second or in parallel; it passes by itself. */
  RATE_LIMIT,
  /** The provider has no capacity for anybody; it passes by itself. */
  OVERLOADED;

  private final String label = name().toLowerCase(Locale.ROOT);

  /** The name in rules, logs and on the command line, such as {@code rate_limit}. */
  public String label() {
    return label;
  }

  /** Whether waiting a little is useless: quota and billing. */
  public boolean hard() {
    return this == QUOTA || this == BILLING;
  }

  /** The class with this label, or null where there is none. */
  static @Nullable RefusalClass fromLabel(String label) {
    for (RefusalClass each : values()) {
      if (each.label.equals(label)) {
        return each;
      }
    }
    return null;
  }
}
