package dev.unjam.engine.report;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/** Brings events to several journals, each safe from the failures of the others. */
public final class Journals {
  private Journals() {}

  /**
   * A journal that hands each event to all, in their order; it is recorded where one of them has
   * it.
   *
   * @param fallback takes one line for each journal that throws, at its first failure
   */
  public static Journal all(List<? extends Journal> journals, Consumer<String> fallback) {
    List<Journal> isolated = new ArrayList<>();
    for (Journal journal : journals) {
      isolated.add(isolated(journal, fallback));
    }
    return new Recording() {
      @Override
      public boolean record(Event event) {
        boolean recorded = false;
        for (Journal journal : isolated) {
          recorded |= journal.record(event);
        }
        return recorded;
      }
    };
  }

  /** One that says of each event whether it was recorded. */
  private abstract static class Recording implements Journal {
    @Override
    public final void publish(Event event) {
      record(event);
    }

    @Override
    public abstract boolean record(Event event);
  }

  private static Journal isolated(Journal journal, Consumer<String> fallback) {
    AtomicBoolean said = new AtomicBoolean();
    return new Recording() {
      @Override
      public boolean record(Event event) {
        try {
          return journal.record(event);
        } catch (RuntimeException | LinkageError | AssertionError e) {
          if (said.compareAndSet(false, true)) {
            fallback.accept(
                journal.getClass().getSimpleName() + " failed: " + Text.line(e.toString()));
          }
          return false;
        }
      }
    };
  }
}
