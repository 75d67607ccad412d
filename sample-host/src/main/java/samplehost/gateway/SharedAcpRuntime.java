package samplehost.gateway;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Asks one child process for all sessions; it is started when it is first needed. */
final class SharedAcpRuntime implements ModelRuntime {
  private final List<String> command;
  private final Path cwd;
  private final Map<String, Open> sessions = new ConcurrentHashMap<>();
  private AcpChild child;

  /** What a child calls a session. */
  private record Open(AcpChild child, String session) {}

  SharedAcpRuntime(List<String> command, Path cwd) {
    this.command = command;
    this.cwd = cwd;
  }

  @Override
  public Optional<String> answer(Session session, Prompt prompt, List<Transcript.Said> said)
      throws IOException, InterruptedException {
    Open open = sessions.get(session.id());
    if (open == null || !open.child().isAlive()) {
      AcpChild all = child();
      open = new Open(all, all.open());
      sessions.put(session.id(), open);
    }
    return open.child().prompt(open.session(), prompt.text());
  }

  private synchronized AcpChild child() throws IOException, InterruptedException {
    if (child == null || !child.isAlive()) {
      child = AcpChild.start(command, cwd, false);
    }
    return child;
  }

  /** Asks the child to stop the session's turn; the other sessions keep the child. */
  void forget(Session session) {
    Open open = sessions.remove(session.id());
    if (open != null) {
      open.child().cancel(open.session());
    }
  }
}
