package dev.unjam.bridge;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;

/**
 * Which turns have asked a child lately, each by a hold that it asked under: as long as it has that
 * it may ask for more. Asked under is one thread at a time; told is any.
 */
final class LastAskers {
  private static final int MOST = 16;

  private volatile List<Asker> all = List.of();
  private volatile boolean unknown;

  private record Asker(WeakReference<ThreadRecord> thread, long holdSeq) {
    boolean is(ThreadRecord r, long seq) {
      return holdSeq == seq && thread.refersTo(r);
    }

    boolean goesOn() {
      ThreadRecord r = thread.get();
      return r != null && r.stillHolds(holdSeq);
    }
  }

  /** This thread asks, under this hold; 0 if it holds nothing. */
  void asks(ThreadRecord r, long holdSeq) {
    List<Asker> before = all;
    if (holdSeq == 0 || (!before.isEmpty() && before.get(before.size() - 1).is(r, holdSeq))) {
      return;
    }
    List<Asker> after = new ArrayList<>();
    for (Asker one : before) {
      if (!one.is(r, holdSeq) && one.goesOn()) {
        after.add(one);
      }
    }
    if (after.size() == MOST) {
      after.remove(0);
      unknown = true;
    }
    after.add(new Asker(new WeakReference<>(r), holdSeq));
    all = after;
  }

  /** Somebody asks of whom nobody knows for whom. */
  void asksForSomebody() {
    unknown = true;
  }

  /** Whether another turn than this thread's may ask for more. */
  boolean anyBut(ThreadRecord r) {
    if (unknown) {
      return true;
    }
    for (Asker one : all) {
      if (!one.thread.refersTo(r) && one.goesOn()) {
        return true;
      }
    }
    return false;
  }
}
