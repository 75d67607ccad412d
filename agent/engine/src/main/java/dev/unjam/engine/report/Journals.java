package dev.unjam.engine.report;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/** Brings events to several journals, each safe from the failures of the others. */
public final class Journals {
  private Journals() {}

  /**
   * A journal that hands each event to all, in their order.
   *
   * @param fallback takes one line for each journal that throws, at its first failure
   */
  public static Journal all(List<? extends Journal> journals, Consumer<String> fallback) {
    List<Journal> isolated = new ArrayList<>();
    for (Journal journal : journals) {
      isolated.add(isolated(journal, fallback));
    }
    return event -> isolated.forEach(journal -> journal.publish(event));
  }

  private static Journal isolated(Journal journal, Consumer<String> fallback) {
    AtomicBoolean said = new AtomicBoolean();
    return event -> {
      try {
        journal.publish(event);
      } catch (RuntimeException | LinkageError | AssertionError e) {
        if (said.compareAndSet(false, true)) {
          fallback.accept(
              journal.getClass().getSimpleName() + " failed: " + Text.line(e.toString()));
        }
      }
    };
  }
}
