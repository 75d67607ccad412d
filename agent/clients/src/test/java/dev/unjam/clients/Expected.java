package dev.unjam.clients;

import clienthost.Cell;
import clienthost.Library;
import clienthost.Scenario;

/** What a caller sees, where that depends on the client: the exceptions to the rule. */
final class Expected {
  private static final String OURS = "dev.unjam.bridge.QuotaExceededException";

  private static final String TOO_MANY =
      "org.springframework.web.reactive.function.client"
          + ".WebClientResponseException$TooManyRequests";

  private Expected() {}

  /** The class that is to be in the chain of what the caller gets. */
  static String seen(Cell cell) {
    // WebClient makes its own exception of a 429, whatever becomes of the body, and nobody is known
    // to wait for the future.
    if (cell.library() == Library.WEB_CLIENT_FUTURE && cell.scenario() == Scenario.REFUSED) {
      return TOO_MANY;
    }
    return OURS;
  }

  /**
   * Whether the server sees that the call is given up. Between two tries nothing is under way: that
   * connection may well be used again.
   */
  static boolean isLetGo(Cell cell) {
    return cell.scenario() != Scenario.RETRY && cell.scenario().asks();
  }

  /**
   * Whether a connection is closed at once over which a handshake is not answered. That client
   * leaves one to its own time-out, of three minutes, which nobody waits for any more.
   */
  static boolean closesUnanswered(Library client) {
    return client != Library.APACHE_5_ASYNC;
  }

  /** Whether a caller is freed by its client itself, after 20 s that cannot be set. */
  static boolean givesUp(Cell cell) {
    return cell.scheme().equals("grpc") && !cell.scenario().asks();
  }

  /** How often the server is asked. */
  static int requests(Cell cell) {
    return cell.scenario().asks() ? 1 : 0;
  }
}
