package dev.unjam.engine;

import static java.util.Objects.requireNonNull;

import dev.unjam.bridge.Faults;
import dev.unjam.bridge.LeaseHooks;
import dev.unjam.bridge.LeaseRecord;
import dev.unjam.bridge.Threads;
import dev.unjam.engine.LockFileLook.Whose;
import dev.unjam.engine.lease.FileSight;
import dev.unjam.engine.lease.LockNote;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Notes what each lock file looks like once it was made: the one that may be removed later. It
 * looks again from time to time, and forgets one that somebody else has deleted (an operator, a
 * child, another process), or has made anew: one that names another process, or that was written to
 * since and does not name ours. Where nobody tells when a file was made, one that names nobody and
 * that its holder's heartbeat touches is forgotten as well, for it looks the same. What the
 * holder's own thread puts in its place is noted anew.
 *
 * <p>On a daemon thread of its own, for a file server that is gone keeps whoever asks it for ever.
 * A thread that hangs is left behind, with the lock files of the folder that it hangs in.
 */
final class LeaseNotes {
  /** In credited milliseconds, for one file. */
  private static final long PATIENCE_MILLIS = 2_000;

  private static final int MOST_BEHIND = 8;

  /** In credited milliseconds, between two looks at a file that was there. */
  private static final long AGAIN_MILLIS = 1_000;

  /**
   * So long a file is gone or another before it is forgotten: its holder may just be writing it.
   */
  private static final long ODD_MILLIS = 1_000;

  private final LockFileLook look;
  private final Map<LeaseRecord, Sight> sights = new ConcurrentHashMap<>();
  private final List<Worker> behind = new ArrayList<>();
  private @Nullable Worker worker;

  /** Those that a thread is to be acted on for, and since when that is wanted. */
  private final Map<LeaseRecord, Long> suspects = new ConcurrentHashMap<>();

  /** Those of them that were asked about since the last tick; the watchdog's own. */
  private final Set<LeaseRecord> asked = new HashSet<>();

  private @Nullable LeaseRecord lastAt;
  private int lastPending;
  private long lastSince;

  /**
   * The latest look at a file.
   *
   * @param at when, in credited milliseconds
   * @param oddSince since when it was not there, or not known to be its holder's; or -1
   * @param named what it looked like when it was read and named this process, or null
   * @param renewals how often its holder had renewed what is noted of it
   */
  private record Sight(long at, long oddSince, @Nullable FileSight named, int renewals) {
    boolean isOdd() {
      return oddSince >= 0;
    }

    Sight named(FileSight seen) {
      return new Sight(at, oddSince, seen, renewals);
    }
  }

  LeaseNotes() {
    this(new LockFileLook());
  }

  LeaseNotes(LockFileLook look) {
    this.look = look;
  }

  /** Has those looked at whose turn it is, without waiting; the watchdog's thread only. */
  void tick(Collection<LeaseRecord> held, long now) {
    sights.keySet().removeIf(LeaseRecord::isReleased);
    suspects.keySet().removeIf(lease -> lease.isReleased() || !asked.contains(lease));
    asked.clear();
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

  /**
   * Whether the file is still its holder's as far as can be told: by a look, and by what stands in
   * it, from after this was first asked. Where no look comes back, it is after a while. To be asked
   * in each tick until it is vouched for, or else from the beginning. The watchdog's thread only.
   *
   * @return false where it is not, and while that is being found out: to be asked again
   */
  boolean vouchesFor(LeaseRecord lease, long now) {
    if (lease.isReleased()) {
      return false;
    }
    long since = suspects.computeIfAbsent(lease, first -> now);
    asked.add(lease);
    Sight last = sights.get(lease);
    boolean odd = last != null && last.isOdd();
    boolean vouched = !odd && ((last != null && last.at > since) || now - since >= PATIENCE_MILLIS);
    if (vouched) {
      suspects.remove(lease);
    }
    return vouched && !lease.isReleased();
  }

  private boolean isToBeLookedAt(LeaseRecord lease, long now) {
    Sight last = sights.get(lease);
    boolean due = last == null || last.isOdd() || now - last.at >= AGAIN_MILLIS;
    return (due || suspects.containsKey(lease))
        && behind.stream().noneMatch(w -> Objects.equals(w.folder(), folder(lease)));
  }

  private void leaveBehind(long now) {
    Worker w = worker;
    LeaseRecord at = w == null ? null : w.at;
    int pending = w == null ? 0 : w.pending.get();
    if (w == null || pending == 0 || pending != lastPending || at != lastAt) {
      lastAt = at;
      lastPending = pending;
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

  private void note(LeaseRecord lease, Path file, long now) throws IOException {
    // Before the look, for what is put there later has not been seen by that.
    int renewals = lease.renewals();
    FileSight seen = look.at(file);
    if (lease.isReleased()) {
      return;
    }
    Sight last = sights.get(lease);
    int noted = seen != null || last == null ? renewals : last.renewals;
    Sight holders =
        seen == null ? null : holders(lease, file, seen, new Sight(now, -1, null, noted));
    if (holders != null) {
      sights.put(lease, holders);
      return;
    }
    long since = last == null || !last.isOdd() ? now : last.oddSince;
    if (now - since < ODD_MILLIS) {
      sights.put(lease, new Sight(now, since, null, noted));
    } else {
      lease.lost(seen == null ? Events.DELETED : Events.REPLACED);
      LeaseHooks.forget(lease);
      sights.remove(lease);
    }
  }

  /** The look at it if it is its holder's still, or null. */
  private @Nullable Sight holders(LeaseRecord lease, Path file, FileSight seen, Sight now) {
    Sight last = sights.get(lease);
    boolean anew = last != null && last.renewals != now.renewals;
    LockNote note = !anew && lease.identity() instanceof LockNote known ? known : null;
    LockNote next =
        note == null
            ? LockNote.first(seen, lease.madeAtMillis(), System.currentTimeMillis())
            : note.renewed(seen);
    if (next != null) {
      lease.identity(next);
    }
    boolean same = note != null && (note.isTheSame(seen) || note.isUntouched(seen));
    boolean asNoted = next != null || same || (note != null && note.isStill(seen));
    boolean wasOurs = last != null && seen.equals(last.named);
    if (!suspects.containsKey(lease) && (asNoted || wasOurs)) {
      return asNoted ? now : now.named(seen);
    }
    Whose whose = look.whose(file);
    boolean another =
        switch (whose) {
          // Whoever it names, it is what the holder wrote; or else who has written over it since.
          case ANOTHERS -> !requireNonNull(next == null ? note : next).isUntouched(seen);
          case CHILDS, NOBODYS -> !same && !asNoted;
          case OURS, UNTOLD -> false;
        };
    Sight holders = asNoted ? now : now.named(seen);
    return another ? null : holders;
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
          LeaseNotes.this.note(lease, file, now);
        }
      } catch (IOException e) {
        // Not to be told now; asked again with the next tick.
        return;
      } catch (Throwable t) {
        // The same; whatever it is, nobody would look at the files any more.
        Faults.suppress(t);
      } finally {
        at = null;
        pending.decrementAndGet();
      }
    }
  }
}
