package dev.unjam.engine;

import dev.unjam.bridge.LeaseRecord;
import dev.unjam.bridge.Threads;
import dev.unjam.engine.lease.FileIdentity;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Notes what each lock file looks like when it is first seen: the one that may be removed later.
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

  private final Look look;
  private final List<Worker> behind = new ArrayList<>();
  private @Nullable Worker worker;
  private @Nullable LeaseRecord lastAt;
  private long lastSince;

  LeaseNotes() {
    this(FileIdentity::of);
  }

  LeaseNotes(Look look) {
    this.look = look;
  }

  /** Has those looked at that are new, without waiting; the watchdog's thread only. */
  void tick(Collection<LeaseRecord> held, long now) {
    behind.removeIf(Worker::isIdle);
    leaveBehind(now);
    Worker w = worker;
    if ((w != null && !w.isIdle()) || behind.size() >= MOST_BEHIND) {
      return;
    }
    List<LeaseRecord> todo = held.stream().filter(this::isToBeLookedAt).toList();
    if (todo.isEmpty()) {
      return;
    }
    if (w == null) {
      w = new Worker(look);
      worker = w;
    }
    w.look(todo);
  }

  private boolean isToBeLookedAt(LeaseRecord lease) {
    return lease.identity() == null
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

  /** Looks at one after the other. */
  private static final class Worker implements Runnable {
    private final Look look;
    private final BlockingQueue<Runnable> queue = new LinkedBlockingQueue<>();
    private final AtomicInteger pending = new AtomicInteger();

    /** What it is at right now, or null. */
    private volatile @Nullable LeaseRecord at;

    private volatile boolean ended;

    Worker(Look look) {
      this.look = look;
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

    void look(List<LeaseRecord> leases) {
      pending.addAndGet(leases.size());
      leases.forEach(lease -> queue.add(() -> note(lease)));
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

    private void note(LeaseRecord lease) {
      at = lease;
      try {
        Path file = ended ? null : LeaseFiles.path(lease);
        FileIdentity seen = file == null ? null : look.at(file);
        if (seen != null && !lease.isReleased()) {
          lease.identity(seen);
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
