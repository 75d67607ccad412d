package dev.unjam.engine;

import dev.unjam.bridge.LeaseHooks;
import dev.unjam.bridge.LeaseRecord;
import dev.unjam.bridge.Threads;
import dev.unjam.engine.lease.PresenceMark;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a mark in each folder of sessions of which lock files this JVM holds there, so that the
 * next start, in a container of its own too, can prove what it left behind.
 *
 * <p>On a daemon thread of its own, after {@code main} has begun: it loads native code, and a file
 * server that is gone keeps nobody waiting but it.
 */
public final class Presence {
  private static final long BEAT_MILLIS = 500;

  private final List<Path> folders;
  private final Consumer<String> complaint;
  private final CountDownLatch stopped = new CountDownLatch(1);
  private final Map<Path, Path> real = new HashMap<>();
  private boolean complained;

  /**
   * Makes it; does nothing yet.
   *
   * @param complaint takes a line where a mark cannot be made or written
   */
  public Presence(List<String> folders, Consumer<String> complaint) {
    this.folders = folders.stream().map(Path::of).toList();
    this.complaint = complaint;
  }

  /** Begins, where there is anything to do. */
  public void start() {
    if (folders.isEmpty()) {
      return;
    }
    Thread t = new Thread(null, this::run, "unjam-present", 0, false);
    t.setDaemon(true);
    t.start();
  }

  /** Has the marks taken away, soon; any thread. */
  public void stop() {
    stopped.countDown();
  }

  private void run() {
    Threads.exemptCurrent();
    List<PresenceMark> marks = new ArrayList<>();
    try {
      folders.forEach(folder -> make(folder, marks));
      while (!marks.isEmpty() && !stopped.await(BEAT_MILLIS, TimeUnit.MILLISECONDS)) {
        tell(marks);
      }
    } catch (InterruptedException | RuntimeException | LinkageError e) {
      complain("given up: " + e);
    } finally {
      marks.forEach(this::close);
    }
  }

  private void make(Path folder, List<PresenceMark> marks) {
    try {
      PresenceMark.in(folder).ifPresent(marks::add);
    } catch (IOException | RuntimeException e) {
      complain(folder + ": " + e);
    }
  }

  private void tell(List<PresenceMark> marks) {
    Map<Path, Set<Path>> held = held();
    for (PresenceMark mark : marks) {
      try {
        mark.tell(held.getOrDefault(mark.folder(), Set.of()));
      } catch (IOException | RuntimeException e) {
        complain(mark.folder() + ": " + e);
      }
    }
  }

  private Map<Path, Set<Path>> held() {
    Map<Path, Set<Path>> held = new HashMap<>();
    for (LeaseRecord lease : LeaseHooks.held()) {
      Path file = Path.of(lease.path());
      Path folder = file.getParent();
      Path its = folder == null ? null : real(folder);
      if (its != null) {
        held.computeIfAbsent(its, none -> new HashSet<>()).add(file);
      }
    }
    return held;
  }

  private @Nullable Path real(Path folder) {
    Path known = real.get(folder);
    if (known == null) {
      try {
        known = folder.toRealPath();
      } catch (IOException e) {
        return null;
      }
      if (real.size() >= folders.size() + 64) {
        real.clear();
      }
      real.put(folder, known);
    }
    return known;
  }

  private void close(PresenceMark mark) {
    try {
      mark.close();
    } catch (IOException e) {
      complain(mark.folder() + ": " + e);
    }
  }

  /** Once: what fails every half second would fill the host's log. */
  private void complain(String why) {
    if (!complained) {
      complained = true;
      complaint.accept("mark of presence: " + why);
    }
  }
}
