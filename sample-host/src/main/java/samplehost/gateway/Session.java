package samplehost.gateway;

import java.nio.file.Path;

/**
 * One conversation as it is now: {@code /new} and {@code /reset} give its key another id.
 *
 * @param folder where transcript and lock file are
 */
record Session(String key, String id, Runtimes.Kind runtime, Path folder) {
  Path transcript() {
    return folder.resolve(id + ".jsonl");
  }

  Path lockFile() {
    return folder.resolve(id + ".jsonl.lock");
  }
}
