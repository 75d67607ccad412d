package dev.unjam.bridge;

import java.util.Arrays;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The write fences that are up. */
public final class WriteFences {
  /** The oldest goes beyond these: a host that loses so many has other worries. */
  public static final int MOST = 256;

  private static final WriteFence[] NONE = {};
  private static volatile WriteFence[] all = NONE;

  private WriteFences() {}

  /** Whether there is any: all that a host pays for it as long as there is none. */
  static boolean any() {
    return all != NONE;
  }

  static WriteFence[] all() {
    return all;
  }

  /**
   * Puts one up, unless it binds nobody; any thread of the agent's.
   *
   * @return the oldest, if it still bound somebody and had to go for this one; or null
   */
  public static synchronized @Nullable WriteFence up(WriteFence fence) {
    if (!bindsAny(fence)) {
      return null;
    }
    fence.owner().mayBeFenced = true;
    if (all.length == MOST) {
      prune();
    }
    WriteFence[] before = all;
    int from = before.length == MOST ? 1 : 0;
    WriteFence[] more = Arrays.copyOfRange(before, from, before.length + 1);
    more[more.length - 1] = fence;
    all = more;
    return from == 0 ? null : before[0];
  }

  /** Takes one down; any thread of the agent's. */
  public static synchronized void down(WriteFence fence) {
    WriteFence[] before = all;
    for (int i = 0; i < before.length; i++) {
      if (before[i] == fence) {
        WriteFence[] less = new WriteFence[before.length - 1];
        System.arraycopy(before, 0, less, 0, i);
        System.arraycopy(before, i + 1, less, i, less.length - i);
        all = less.length == 0 ? NONE : less;
        return;
      }
    }
  }

  /** Takes down those that bind nobody any more; the watchdog's thread. */
  static void prune() {
    for (WriteFence fence : all) {
      if (!bindsAny(fence)) {
        down(fence);
      }
    }
  }

  /** Whether it binds anybody, or would if it were up; any thread of the agent's. */
  public static boolean bindsAny(WriteFence fence) {
    return fence.bindsOwner() || Flows.anyThatRuns(fence);
  }

  /** Whether it binds work of this kind that is still to be done; any thread of the agent's. */
  public static boolean anyToBeDone(WriteFence fence, Predicate<Object> kind) {
    return Flows.anyThatRuns(fence, kind);
  }

  /** Whether this one is up still; any thread. */
  public static boolean isUp(WriteFence fence) {
    for (WriteFence up : all) {
      if (up == fence) {
        return true;
      }
    }
    return false;
  }

  /** Takes all of them down; any thread of the agent's. */
  public static synchronized void lift() {
    all = NONE;
  }

  /** Shows each thread that does something right now which this fence binds; any thread. */
  public static void boundBy(WriteFence fence, Consumer<Thread> visitor) {
    if (fence.bindsOwner()) {
      visitor.accept(fence.owner().thread);
    }
    Flows.runners(fence, visitor);
  }

  /** A fence that binds the calling thread, or null. */
  static @Nullable WriteFence of(@Nullable ThreadRecord r) {
    if (r == null) {
      return null;
    }
    // Most threads have lost nothing and work for nobody who has, however many fences there are.
    Flow work = WriteFence.flow(r);
    if (work == null && !r.mayBeFenced) {
      return null;
    }
    for (WriteFence fence : all) {
      if (fence.binds(r, work)) {
        return fence;
      }
    }
    return null;
  }

  /** The fence over what this lock file guards that binds the calling thread, or null. */
  static @Nullable WriteFence overLock(ThreadRecord r, String lockFile) {
    for (WriteFence fence : all) {
      if (fence.lock().path().equals(lockFile) && fence.binds(r)) {
        return fence;
      }
    }
    return null;
  }

  /** Whether some fence binds the work that carries this. */
  static boolean bind(Flow flow) {
    for (WriteFence fence : all) {
      if (fence.binds(flow)) {
        return true;
      }
    }
    return false;
  }

  /** This thread has created the lock file anew. */
  static void takenAnew(ThreadRecord r, LeaseRecord taken) {
    for (WriteFence fence : all) {
      fence.takenAnew(r, taken);
    }
  }
}
