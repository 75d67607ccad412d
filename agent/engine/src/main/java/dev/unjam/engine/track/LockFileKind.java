package dev.unjam.engine.track;

import dev.unjam.bridge.LeaseRecord;
import dev.unjam.bridge.ThreadRecord;
import dev.unjam.bridge.Threads;
import dev.unjam.bridge.Ticks;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A lock file: who waits for it has tried in vain to create it, again and again.
 *
 * <p>Looks through the threads once, when first asked: one object for each scan.
 */
final class LockFileKind implements Kind {
  /** A thread that polls tries again within this time, in credited milliseconds. */
  private static final long STILL_TRYING = 5_000;

  /** One that has tried for this long polls, rather than look once whether it is the first. */
  private static final long POLLS = 1_000;

  private @Nullable Map<String, List<Thread>> byPath;

  @Override
  public HoldKind kind() {
    return HoldKind.LOCKFILE;
  }

  @Override
  public boolean agrees(Object held, Thread holder) {
    return true;
  }

  @Override
  public int queueLength(Object held) {
    return queued(held).size();
  }

  @Override
  public Collection<Thread> queued(Object held) {
    Map<String, List<Thread>> polling = byPath;
    if (polling == null) {
      Map<String, List<Thread>> found = new HashMap<>();
      Threads.forEach(r -> note(r, found));
      byPath = found;
      polling = found;
    }
    return held instanceof LeaseRecord lease
        ? polling.getOrDefault(lease.path(), List.of())
        : List.of();
  }

  private static void note(ThreadRecord r, Map<String, List<Thread>> found) {
    String path = r.wanted();
    boolean polls = r.wantedAt() - r.wantedSince() >= POLLS;
    if (path != null && polls && r.thread.isAlive() && Ticks.now() - r.wantedAt() <= STILL_TRYING) {
      found.computeIfAbsent(path, p -> new ArrayList<>()).add(r.thread);
    }
  }
}
