package samplehost.harness;

import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;

/** Waits for what happens in a folder. */
final class FolderWatch {
  private FolderWatch() {}

  /** Looks at once and after each change; false if the deadline came first. */
  static boolean await(Path folder, Callable<Boolean> condition, Duration deadline)
      throws Exception {
    long end = System.nanoTime() + deadline.toNanos();
    try (WatchService watch = folder.getFileSystem().newWatchService()) {
      folder.register(
          watch,
          StandardWatchEventKinds.ENTRY_CREATE,
          StandardWatchEventKinds.ENTRY_DELETE,
          StandardWatchEventKinds.ENTRY_MODIFY);
      while (!condition.call()) {
        WatchKey key = watch.poll(end - System.nanoTime(), TimeUnit.NANOSECONDS);
        if (key == null) {
          return condition.call();
        }
        key.pollEvents();
        key.reset();
      }
      return true;
    }
  }
}
