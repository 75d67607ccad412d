package samplehost.gateway;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/** The messages that are for the gateway itself; they too need the session's lock. */
final class Commands {
  private static final String RUNTIME = "/runtime ";

  private final SessionStore sessions;
  private final Runtimes runtimes;

  Commands(SessionStore sessions, Runtimes runtimes) {
    this.sessions = sessions;
    this.runtimes = runtimes;
  }

  static boolean isOne(String text) {
    return text.equals("/reset") || text.equals("/new") || text.startsWith(RUNTIME);
  }

  /** Runs the command on the session and returns what the user is told. */
  String run(Session session, String text) throws IOException {
    if (text.startsWith(RUNTIME)) {
      return runtime(session, text.substring(RUNTIME.length()).trim());
    }
    if (text.equals("/reset")) {
      archive(session.transcript());
    }
    runtimes.forget(session);
    return "new session " + sessions.renew(session).id();
  }

  private String runtime(Session session, String name) throws IOException {
    Optional<Runtimes.Kind> kind = Runtimes.Kind.named(name);
    if (kind.isEmpty()) {
      return "no runtime '" + name + "': there are urlconnection, jdk, acp, merged, shared";
    }
    sessions.runtime(session, kind.get());
    return "runtime " + name;
  }

  private static void archive(Path transcript) throws IOException {
    if (Files.exists(transcript)) {
      String name = transcript.getFileName() + ".reset." + Instant.now().toEpochMilli();
      Files.move(transcript, transcript.resolveSibling(name));
    }
  }
}
