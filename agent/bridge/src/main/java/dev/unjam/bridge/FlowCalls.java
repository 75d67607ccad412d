package dev.unjam.bridge;

import java.lang.ref.WeakReference;
import org.jspecify.annotations.Nullable;

/** Which calls some work made that was handed over, and whether its holder was told of them. */
abstract class FlowCalls extends WeakReference<Object> {
  /** The newest call that this, or what was handed on from it, made; of a root alone. */
  private volatile @Nullable CallRecord newest;

  /** The root of the work that made a call for the same holder, and came to this after it. */
  private volatile @Nullable Flow setOffBy;

  /** The call of whose answer the holder was told; 0 if none; of a root alone. */
  private volatile long toldOf;

  FlowCalls(Object work) {
    super(work);
  }

  /** The first of the hand-overs that led here from the same holder. */
  abstract Flow root();

  final @Nullable CallRecord newest() {
    return newest;
  }

  final void newest(@Nullable CallRecord call) {
    newest = call;
    if (setOffBy != null) {
      // Whatever comes after is after this: no chain of those before is kept.
      setOffBy = null;
    }
  }

  /** The thread that is at other work of the same holder comes to this, or passes it on. */
  final void isSetOffBy(Flow other) {
    Flow asked = other.asked();
    if (asked != null && asked.holder == root().holder) {
      setOffBy = asked;
    }
  }

  /** The root of the work whose calls this comes after; null if there are none. */
  final @Nullable Flow asked() {
    Flow root = root();
    return root.newest() == null ? setOffBy : root;
  }

  /** The holder is told what has come of it, if anything has. */
  final void tells() {
    CallRecord last = newest;
    if (last != null && last.status() != 0) {
      toldOf = last.id;
    }
  }

  /** The latest call of this root's whose answer the holder was told of; 0 if none; any thread. */
  public final long toldOf() {
    return toldOf;
  }
}
