package samplehost.gateway;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Asks a child process, one for each session, started when it is first needed. */
final class AcpRuntime implements ModelRuntime {
  private final List<String> command;
  private final Path cwd;
  private final boolean merged;
  private final Map<String, Open> sessions = new ConcurrentHashMap<>();

  /** A child and what it calls its only session. */
  private record Open(AcpChild child, String session) {}

  /**
   * One whose children are started so.
   *
   * @param merged whether what they print on stderr comes by the pipe of their stdout
   */
  AcpRuntime(List<String> command, Path cwd, boolean merged) {
    this.command = command;
    this.cwd = cwd;
    this.merged = merged;
  }

  /** A child whose turn went wrong is not asked again. */
  @Override
  public Optional<String> answer(Session session, Prompt prompt, List<Transcript.Said> said)
      throws IOException, InterruptedException {
    Open open = sessions.get(session.id());
    if (open == null || !open.child().isAlive()) {
      AcpChild child = AcpChild.start(command, cwd, merged);
      open = new Open(child, child.open());
      sessions.put(session.id(), open);
    }
    try {
      return open.child().prompt(open.session(), prompt.text());
    } catch (IOException e) {
      forget(session);
      throw e;
    }
  }

  /** Asks the child to stop its turn, then ends it. */
  void forget(Session session) {
    Open open = sessions.remove(session.id());
    if (open != null) {
      open.child().cancel(open.session());
      open.child().end();
    }
  }
}
