package samplehost.gateway;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * What the gateway was started with.
 *
 * @param queue messages that may wait for a worker before the sender is told to come again
 * @param runtime of sessions that chose none
 * @param child command of the ACP child
 */
record Settings(
    int port,
    Path state,
    URI provider,
    int workers,
    int queue,
    Duration lockTimeout,
    Runtimes.Kind runtime,
    List<String> child) {
  Path sessions() {
    return state.resolve("agents").resolve("main").resolve("sessions");
  }
}
