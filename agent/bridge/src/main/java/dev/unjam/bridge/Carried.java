package dev.unjam.bridge;

import org.jspecify.annotations.Nullable;

/**
 * A call that another thread began for a holder, under the holder's holds.
 *
 * <p>On its way to the watchdog: a link of the list that the holder's record collects.
 */
public final class Carried {
  /** More than this between two scans is not followed. */
  private static final int MOST = 256;

  /** The call; its owner is the thread that makes it. */
  public final CallRecord call;

  /** What carried it: the work that makes the call. */
  public final Flow flow;

  /** What the holder handed over, from which the work comes. */
  public final Flow root;

  /** Holds of the holder from this number on belong to its turn. */
  public final long underSeq;

  /** Holds of the holder up to this number are older than the hand-over. */
  public final long heldSeq;

  /** The hold that it was handed over under. */
  public final long topSeq;

  private final @Nullable Carried before;
  private final int length;

  private Carried(CallRecord call, Flow flow, Flow root, long underSeq, @Nullable Carried before) {
    this.call = call;
    this.flow = flow;
    this.root = root.root();
    this.underSeq = underSeq;
    this.heldSeq = root.heldSeq;
    this.topSeq = root.topSeq;
    this.before = before;
    this.length = before == null ? 1 : before.length + 1;
  }

  /**
   * One more for the list.
   *
   * @param flow of the work that makes the call
   * @param root of the work that the holder handed over
   * @return null if the list is full, or the holds are gone or too old to be those of a turn
   */
  static @Nullable Carried add(CallRecord call, Flow flow, Flow root, @Nullable Carried before) {
    if (before != null && before.length >= MOST) {
      return null;
    }
    ThreadRecord holder = root.holder;
    for (int i = 0; i < holder.depth(); i++) {
      long seq = holder.seqAt(i);
      if (root.underSeq <= seq && seq <= root.topSeq && CallHooks.isYoung(holder, seq)) {
        boolean there = holder.has(root.topSeq) && CallHooks.isYoung(holder, root.topSeq);
        return there ? new Carried(call, flow, root, seq, before) : null;
      }
    }
    return null;
  }

  /** The one that came before, or null. */
  public @Nullable Carried before() {
    return before;
  }
}
