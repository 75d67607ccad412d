package samplehost.gateway;

import java.util.Arrays;
import java.util.Optional;

/** The runtimes, one of each for all sessions. */
final class Runtimes {
  private final UrlConnectionRuntime urlConnection;
  private final JdkRuntime jdk;
  private final AcpRuntime acp;
  private final AcpRuntime merged;
  private final SharedAcpRuntime shared;

  /** The names that users and {@code sessions.json} know. */
  @SuppressWarnings("JavaLangClash")
  enum Kind {
    urlconnection,
    jdk,
    acp,
    merged,
    shared;

    static Optional<Kind> named(String name) {
      return Arrays.stream(values()).filter(kind -> kind.name().equals(name)).findFirst();
    }
  }

  Runtimes(Settings settings) {
    Completion completion = new Completion(settings.provider());
    urlConnection = new UrlConnectionRuntime(completion);
    jdk = new JdkRuntime(completion);
    acp = new AcpRuntime(settings.child(), settings.state(), false);
    merged = new AcpRuntime(settings.child(), settings.state(), true);
    shared = new SharedAcpRuntime(settings.child(), settings.state());
  }

  ModelRuntime of(Kind kind) {
    return switch (kind) {
      case urlconnection -> urlConnection;
      case jdk -> jdk;
      case acp -> acp;
      case merged -> merged;
      case shared -> shared;
    };
  }

  /** Ends what a runtime keeps for a session that is over. */
  void forget(Session session) {
    acp.forget(session);
    merged.forget(session);
    shared.forget(session);
  }
}
