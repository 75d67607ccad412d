package dev.unjam.engine;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import dev.unjam.bridge.Bridge;
import dev.unjam.bridge.LeaseHooks;
import dev.unjam.bridge.LeaseRecord;
import dev.unjam.bridge.Threads;
import dev.unjam.engine.lease.FileIdentity;
import dev.unjam.engine.lease.FileSight;
import dev.unjam.engine.lease.LockNote;
import dev.unjam.engine.lease.PresenceMark;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
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
  private static final int BEATS_BETWEEN_TRIES = 10;

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
    List<Path> without = new ArrayList<>(folders);
    try {
      for (int beat = 0; beat == 0 || !stopped.await(BEAT_MILLIS, MILLISECONDS); beat++) {
        if (beat % BEATS_BETWEEN_TRIES == 0) {
          without.removeIf(folder -> !isToBeTriedAgain(folder, marks));
        }
        tell(marks, without);
        if (marks.isEmpty() && without.isEmpty()) {
          return;
        }
      }
    } catch (InterruptedException | RuntimeException | LinkageError e) {
      complain("given up: " + e);
    } finally {
      marks.forEach(this::close);
    }
  }

  /** A folder that is not there yet may be made by the host later. */
  private boolean isToBeTriedAgain(Path folder, List<PresenceMark> marks) {
    if (!Files.isDirectory(folder)) {
      return true;
    }
    try {
      PresenceMark.in(folder).ifPresent(marks::add);
      return false;
    } catch (IOException | RuntimeException e) {
      complain(folder + ": " + e);
      return true;
    }
  }

  private void tell(List<PresenceMark> marks, List<Path> without) {
    Map<Path, Map<Path, FileIdentity>> held = held();
    for (PresenceMark mark : List.copyOf(marks)) {
      try {
        mark.tell(held.getOrDefault(mark.folder(), Map.of()));
      } catch (NoSuchFileException e) {
        // Somebody has cleaned up: another one is made.
        close(mark);
        marks.remove(mark);
        without.add(mark.folder());
      } catch (IOException | RuntimeException e) {
        complain(mark.folder() + ": " + e);
      }
    }
  }

  /** What is held by now, and is still what its holder made: all of it by {@code stat} alone. */
  private Map<Path, Map<Path, FileIdentity>> held() {
    Map<Path, Map<Path, FileIdentity>> held = new HashMap<>();
    if (!Bridge.isOn()) {
      return held;
    }
    for (LeaseRecord lease : LeaseHooks.held()) {
      Path file = LeaseFiles.path(lease);
      Path folder = file == null || lease.isReleased() ? null : file.getParent();
      Path its = folder == null ? null : real(folder);
      FileIdentity now = file == null || its == null ? null : still(lease, file);
      if (file != null && its != null && now != null) {
        held.computeIfAbsent(its, none -> new HashMap<>()).put(file, now);
      }
    }
    return held;
  }

  private static @Nullable FileIdentity still(LeaseRecord lease, Path file) {
    try {
      FileSight now = FileSight.of(file);
      return now != null
              && lease.identity() instanceof LockNote made
              && made.sure()
              && made.isStill(now)
          ? now.file()
          : null;
    } catch (IOException e) {
      // Not to be told now; asked again half a second later.
      return null;
    }
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
