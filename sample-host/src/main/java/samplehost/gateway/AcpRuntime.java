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
  private final Map<String, AcpChild> children = new ConcurrentHashMap<>();

  AcpRuntime(List<String> command, Path cwd) {
    this.command = command;
    this.cwd = cwd;
  }

  @Override
  public Optional<String> answer(Session session, Prompt prompt, List<Transcript.Said> said)
      throws IOException {
    AcpChild child = children.get(session.id());
    if (child == null || !child.isAlive()) {
      child = AcpChild.start(command, cwd);
      children.put(session.id(), child);
    }
    return Optional.of(child.prompt(prompt.text()));
  }

  void forget(Session session) {
    AcpChild child = children.remove(session.id());
    if (child != null) {
      child.end();
    }
  }
}
