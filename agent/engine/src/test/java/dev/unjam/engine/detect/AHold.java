package dev.unjam.engine.detect;

import dev.unjam.engine.track.HoldKind;
import dev.unjam.engine.track.HoldView;
import dev.unjam.engine.track.RefusalsView;
import dev.unjam.engine.track.Title;
import org.jspecify.annotations.Nullable;

/** A made-up hold. */
final class AHold {
  private final HoldKind kind;
  private final long since;
  private long ownerlessSince;
  private int waiters;
  private @Nullable String takenBy;
  private @Nullable String name;

  AHold(HoldKind kind, long since) {
    this.kind = kind;
    this.since = since;
  }

  void waitedForBy(int threads) {
    waiters = threads;
  }

  void isCalled(String path) {
    name = path;
  }

  void takenBy(String className) {
    takenBy = className;
  }

  void losesItsTask(long now) {
    ownerlessSince = ownerlessSince == 0 ? now : ownerlessSince;
  }

  /**
   * What is seen of it.
   *
   * @param abandoned whether what its task did last has failed
   * @param refusals what was refused under it
   */
  HoldView view(long seq, long now, boolean abandoned, @Nullable RefusalsView refusals) {
    boolean ownerless = ownerlessSince > 0;
    return new HoldView(
        seq,
        kind,
        title(name == null ? "/sessions/" + seq + ".jsonl.lock" : name),
        now - since,
        ownerless,
        ownerless ? now - ownerlessSince : 0,
        waiters,
        ownerless && abandoned,
        ownerless ? refusals : null);
  }

  private Title title(String name) {
    return takenBy == null
        ? Title.of(name)
        : Title.of(name, new StackTraceElement(takenBy, "take", "A.java", 1));
  }
}
