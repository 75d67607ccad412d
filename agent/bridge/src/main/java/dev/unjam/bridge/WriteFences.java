package dev.unjam.bridge;

import java.util.Arrays;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The write fences that are up: as many as there are former holders that may come back. Each stands
 * with the holder whom it is for, so that who is asked looks at those that may bind it alone,
 * however many there are.
 */
public final class WriteFences {
  /** Of one former holder the oldest goes beyond these, once its lock file is gone. */
  public static final int MOST = 256;

  /** Those of a thread that has lost nothing. */
  static final WriteFence[] NONE = {};

  private static final Set<WriteFence> ALL = Collections.newSetFromMap(new IdentityHashMap<>());
  private static volatile boolean any;

  private WriteFences() {}

  /** Whether there is any: all that a host pays for it as long as there is none. */
  static boolean any() {
    return any;
  }

  /**
   * Puts one up, unless it binds nobody; any thread of the agent's.
   *
   * @return the same holder's oldest, if it still bound somebody and had to go for this one: never
   *     one whose lock file is only about to be removed; or null
   */
  public static synchronized @Nullable WriteFence up(WriteFence fence) {
    if (!bindsAny(fence)) {
      return null;
    }
    ThreadRecord owner = fence.owner();
    if (owner.fences.length >= MOST) {
      prune(List.of(owner.fences));
    }
    WriteFence gone = owner.fences.length < MOST ? null : oldestReleased(owner);
    if (gone != null) {
      down(gone);
    }
    ALL.add(fence);
    owner.fences = with(owner.fences, fence);
    any = true;
    return gone;
  }

  private static @Nullable WriteFence oldestReleased(ThreadRecord owner) {
    for (WriteFence fence : owner.fences) {
      if (fence.lock().isReleased()) {
        return fence;
      }
    }
    return null;
  }

  private static WriteFence[] with(WriteFence[] some, WriteFence one) {
    WriteFence[] more = Arrays.copyOf(some, some.length + 1);
    more[some.length] = one;
    return more;
  }

  /** Takes one down; any thread of the agent's. */
  public static synchronized void down(WriteFence fence) {
    if (ALL.remove(fence)) {
      ThreadRecord owner = fence.owner();
      WriteFence[] less = new WriteFence[owner.fences.length - 1];
      int n = 0;
      for (WriteFence up : owner.fences) {
        if (up != fence) {
          less[n++] = up;
        }
      }
      owner.fences = n == 0 ? NONE : less;
      any = !ALL.isEmpty();
    }
  }

  /** Takes down those that bind nobody any more; the watchdog's thread. */
  static void prune() {
    if (any) {
      prune(all());
    }
  }

  private static synchronized List<WriteFence> all() {
    return List.copyOf(ALL);
  }

  private static void prune(List<WriteFence> some) {
    for (WriteFence fence : some) {
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
    return isAmong(fence, fence.owner().fences);
  }

  private static boolean isAmong(WriteFence fence, WriteFence[] some) {
    for (WriteFence one : some) {
      if (one == fence) {
        return true;
      }
    }
    return false;
  }

  /** Takes all of them down; any thread of the agent's. */
  public static synchronized void lift() {
    ALL.forEach(fence -> fence.owner().fences = NONE);
    ALL.clear();
    any = false;
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
    Flow work = WriteFence.flow(r);
    for (WriteFence fence : near(r, work)) {
      if (fence.binds(r, work)) {
        return fence;
      }
    }
    return null;
  }

  /** The fence over what this lock file guards that binds the calling thread, or null. */
  static @Nullable WriteFence overLock(ThreadRecord r, String lockFile) {
    Flow work = WriteFence.flow(r);
    for (WriteFence fence : near(r, work)) {
      if (fence.lock().path().equals(lockFile) && fence.binds(r, work)) {
        return fence;
      }
    }
    return null;
  }

  /** The fence over this transcript that binds the calling thread, or null. */
  static @Nullable WriteFence over(ThreadRecord r, String file) {
    Flow work = WriteFence.flow(r);
    for (WriteFence fence : near(r, work)) {
      if (fence.guards(file) && fence.binds(r, work)) {
        return fence;
      }
    }
    return null;
  }

  /** Whether some fence binds the work that carries this. */
  static boolean bind(Flow flow) {
    for (WriteFence fence : near(null, flow)) {
      if (fence.binds(flow)) {
        return true;
      }
    }
    return false;
  }

  /** This thread has created the lock file anew. */
  static void takenAnew(ThreadRecord r, LeaseRecord taken) {
    if (any) {
      for (WriteFence fence : near(r, WriteFence.flow(r))) {
        fence.takenAnew(r, taken);
      }
    }
  }

  /**
   * Those that are up and may bind this thread at this work, each once: its own, those of the
   * holders whom it works for, and those that bound who handed the work over. Most threads have
   * lost nothing and work for nobody who has.
   */
  private static WriteFence[] near(@Nullable ThreadRecord r, @Nullable Flow work) {
    WriteFence[] near = r == null ? NONE : r.fences;
    ThreadRecord last = r;
    for (Flow f = work; f != null; f = f.from) {
      if (f.holder != last) {
        last = f.holder;
        near = with(near, last.fences);
      }
      WriteFence late = f.fence;
      if (late != null && isUp(late) && !isAmong(late, near)) {
        near = with(near, late);
      }
    }
    return near;
  }

  private static WriteFence[] with(WriteFence[] some, WriteFence[] others) {
    if (some.length == 0 || others.length == 0) {
      return some.length == 0 ? others : some;
    }
    WriteFence[] all = some;
    for (WriteFence other : others) {
      if (!isAmong(other, some)) {
        all = with(all, other);
      }
    }
    return all;
  }
}
