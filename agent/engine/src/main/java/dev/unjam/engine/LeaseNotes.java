package dev.unjam.engine;

import dev.unjam.bridge.LeaseHooks;
import dev.unjam.bridge.LeaseRecord;
import dev.unjam.bridge.Threads;
import dev.unjam.engine.lease.FileIdentity;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Notes what each lock file looks like when it is first seen: the one that may be removed later. It
 * looks again from time to time, and forgets one that somebody else has deleted: an operator, a
 * child, another process.
 *
 * <p>On a daemon thread of its own, for a file server that is gone keeps whoever asks it for ever.
 * A thread that hangs is left behind, with the lock files of the folder that it hangs in.
 */
final class LeaseNotes {
  /** What looks at one file. */
  interface Look {
    @Nullable FileIdentity at(Path file) throws IOException;
  }

  /** In credited milliseconds, for one file. */
  private static final long PATIENCE_MILLIS = 2_000;

  private static final int MOST_BEHIND = 8;

  /** In credited milliseconds, between two looks at a file that was there. */
  private static final long AGAIN_MILLIS = 1_000;

  /** So long a file is gone before it is forgotten: its holder may just be writing a new one. */
  private static final long GONE_MILLIS = 1_000;

  private final Look look;
  private final Map<LeaseRecord, Sight> sights = new ConcurrentHashMap<>();
  private final List<Worker> behind = new ArrayList<>();
  private @Nullable Worker worker;
  private @Nullable LeaseRecord lastAt;
  private long lastSince;

  /**
   * The latest look at a file.
   *
   * @param at when, in credited milliseconds
   * @param goneSince since when it was not there, or -1
   */
  private record Sight(long at, long goneSince) {}

  LeaseNotes() {
    this(FileIdentity::of);
  }

  LeaseNotes(Look look) {
    this.look = look;
  }

  /** Has those looked at whose turn it is, without waiting; the watchdog's thread only. */
  void tick(Collection<LeaseRecord> held, long now) {
    sights.keySet().removeIf(LeaseRecord::isReleased);
    behind.removeIf(Worker::isIdle);
    leaveBehind(now);
    Worker w = worker;
    if ((w != null && !w.isIdle()) || behind.size() >= MOST_BEHIND) {
      return;
    }
    List<LeaseRecord> todo = held.stream().filter(lease -> isToBeLookedAt(lease, now)).toList();
    if (todo.isEmpty()) {
      return;
    }
    if (w == null) {
      w = new Worker();
      worker = w;
    }
    w.look(todo, now);
  }

  private boolean isToBeLookedAt(LeaseRecord lease, long now) {
    Sight last = sights.get(lease);
    return (last == null || last.goneSince >= 0 || now - last.at >= AGAIN_MILLIS)
        && behind.stream().noneMatch(w -> Objects.equals(w.folder(), folder(lease)));
  }

  private void leaveBehind(long now) {
    Worker w = worker;
    LeaseRecord at = w == null ? null : w.at;
    if (w == null || at == null || at != lastAt) {
      lastAt = at;
      lastSince = now;
    } else if (now - lastSince >= PATIENCE_MILLIS) {
      w.end();
      behind.add(w);
      worker = null;
      lastAt = null;
    }
  }

  /** Ends the thread, once it comes back from where it is; the watchdog's thread only. */
  void end() {
    if (worker != null) {
      worker.end();
    }
  }

  private static @Nullable Path folder(@Nullable LeaseRecord lease) {
    Path file = lease == null ? null : LeaseFiles.path(lease);
    return file == null ? null : file.getParent();
  }

  private void saw(LeaseRecord lease, @Nullable FileIdentity seen, long now) {
    if (lease.isReleased()) {
      return;
    }
    Sight last = sights.get(lease);
    long goneSince = last == null ? -1 : last.goneSince;
    boolean wasGone = goneSince >= 0;
    if (seen != null) {
      if (lease.identity() == null) {
        lease.identity(seen);
      }
      sights.put(lease, new Sight(now, -1));
    } else if (wasGone && now - goneSince >= GONE_MILLIS) {
      sights.remove(lease);
      LeaseHooks.forget(lease);
    } else {
      sights.put(lease, new Sight(now, wasGone ? goneSince : now));
    }
  }

  /** Looks at one after the other. */
  private final class Worker implements Runnable {
    private final BlockingQueue<Runnable> queue = new LinkedBlockingQueue<>();
    private final AtomicInteger pending = new AtomicInteger();

    /** What it is at right now, or null. */
    private volatile @Nullable LeaseRecord at;

    private volatile boolean ended;

    Worker() {
      Thread t = new Thread(null, this, "unjam-files", 0, false);
      t.setDaemon(true);
      t.start();
    }

    boolean isIdle() {
      return pending.get() == 0;
    }

    @Nullable Path folder() {
      return LeaseNotes.folder(at);
    }

    void look(List<LeaseRecord> leases, long now) {
      pending.addAndGet(leases.size());
      leases.forEach(lease -> queue.add(() -> note(lease, now)));
    }

    /** Looks at nothing more. */
    void end() {
      ended = true;
      queue.add(() -> {});
    }

    @Override
    public void run() {
      Threads.exemptCurrent();
      while (!ended) {
        next().run();
      }
      pending.set(0);
    }

    private Runnable next() {
      try {
        return queue.take();
      } catch (InterruptedException e) {
        // Somebody in the host interrupts threads that are not its own; we end when told to.
        return () -> {};
      }
    }

    private void note(LeaseRecord lease, long now) {
      at = lease;
      try {
        Path file = ended ? null : LeaseFiles.path(lease);
        if (file != null) {
          saw(lease, look.at(file), now);
        }
      } catch (IOException | RuntimeException e) {
        // Not to be told now; asked again with the next tick.
        return;
      } finally {
        at = null;
        pending.decrementAndGet();
      }
    }
  }
}
