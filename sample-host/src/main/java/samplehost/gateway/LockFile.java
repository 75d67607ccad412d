package samplehost.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import samplehost.Json;

/** A file beside the transcript that says which process has the session. */
record LockFile(Path path) {
  private static final long POLL_MILLIS = 75;
  private static final Path STAT = Path.of("/proc/self/stat");

  // BUG: nobody asks whether the pid in the file is alive, neither here nor at start-up
  /**
   * Creates the file, polling while another one is there.
   *
   * @throws SessionLockedException if the time is over
   */
  static LockFile acquire(Path path, Duration timeout)
      throws IOException, InterruptedException, SessionLockedException {
    long deadline = System.nanoTime() + timeout.toNanos();
    while (!create(path)) {
      if (System.nanoTime() - deadline > 0) {
        throw new SessionLockedException(timeout, holder(path), path);
      }
      Thread.sleep(POLL_MILLIS);
    }
    return new LockFile(path);
  }

  void release() throws IOException {
    Files.deleteIfExists(path);
  }

  private static boolean create(Path path) throws IOException {
    try {
      Files.writeString(path, owner(), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
      return true;
    } catch (FileAlreadyExistsException taken) {
      return false;
    }
  }

  private static String owner() throws IOException {
    ObjectNode owner =
        Json.MAPPER
            .createObjectNode()
            .put("pid", ProcessHandle.current().pid())
            .put("createdAt", Instant.now().toString());
    if (Files.exists(STAT)) {
      owner.put("starttime", startTime(Files.readString(STAT)));
    }
    return owner.toString();
  }

  /** Field 22; the second one, the command's name, may have blanks and parentheses of its own. */
  private static long startTime(String stat) {
    String afterName = stat.substring(stat.lastIndexOf(')') + 2);
    return Long.parseLong(afterName.split(" ", -1)[19]);
  }

  private static String holder(Path path) {
    try {
      JsonNode pid = Json.MAPPER.readTree(path.toFile()).path("pid");
      return pid.isMissingNode() ? "unknown" : pid.asText();
    } catch (IOException unreadable) {
      return "unknown";
    }
  }
}
