package samplehost.gateway;

import java.nio.file.Path;
import java.time.Duration;

/** Somebody else has had the session for longer than a message waits. */
final class SessionLockedException extends Exception {
  private static final long serialVersionUID = 1L;

  SessionLockedException(Duration timeout, String pid, Path lockFile) {
    super(
        "session file locked (timeout " + timeout.toMillis() + "ms): pid=" + pid + " " + lockFile);
  }
}
