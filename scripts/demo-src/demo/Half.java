package demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import samplehost.harness.Reply;
import samplehost.harness.Rig;
import samplehost.harness.RigOptions;

/** One gateway with its provider, and the words that both halves need. */
final class Half implements AutoCloseable {
  static final Duration DEADLINE = Duration.ofSeconds(60);
  private static final int WORKERS = 32;

  final Rig rig;
  final Path folder;
  private final Map<Scenario, String> sessions = new ConcurrentHashMap<>();

  private Half(Rig rig, Path folder) {
    this.rig = rig;
    this.folder = folder;
  }

  static Half start(Path folder, List<String> jvmArgs, Duration lockTimeout) throws Exception {
    Files.createDirectories(folder);
    RigOptions options =
        RigOptions.in(folder)
            .withJvmArgs(jvmArgs)
            .withWorkers(WORKERS)
            .withLockTimeout(lockTimeout);
    return new Half(Rig.start(options), folder);
  }

  /** Sends the message that sticks, and returns once its turn holds the session's lock. */
  void begin(Scenario s) throws Exception {
    rig.post(s.channel(), s.chat(), "/runtime " + s.runtime());
    rig.awaitReply(s.channel(), s.chat(), 0, DEADLINE);
    rig.awaitLocked(s.channel(), s.chat(), false, DEADLINE);
    rig.post(s.channel(), s.chat(), s.text());
    rig.awaitLocked(s.channel(), s.chat(), true, DEADLINE);
    sessions.put(s, rig.sessionId(s.channel(), s.chat()));
  }

  void say(Scenario s, String text) throws IOException, InterruptedException {
    rig.post(s.channel(), s.chat(), text);
  }

  Reply hear(Scenario s, long after) throws IOException, InterruptedException {
    return rig.awaitReply(s.channel(), s.chat(), after, DEADLINE);
  }

  /** All that the user was told after the answer to {@code /runtime}. */
  List<String> told(Scenario s) throws IOException, InterruptedException {
    return rig.replies(s.channel(), s.chat(), 1).stream().map(Reply::text).toList();
  }

  /** The session that the scenario's message went to; /reset begins another one. */
  String sessionId(Scenario s) {
    return String.valueOf(sessions.get(s));
  }

  /** Without the folder of the sessions. */
  String shortened(String text) {
    return text.replace(rig.sessions() + "/", "…/");
  }

  boolean locked(Scenario s) throws IOException {
    return Files.exists(rig.lockFile(s.channel(), s.chat()));
  }

  @Override
  public void close() {
    rig.close();
  }
}
