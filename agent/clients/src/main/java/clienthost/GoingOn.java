package clienthost;

import java.net.URI;
import java.util.Collections;
import java.util.List;

/**
 * Whoever catches what he is freed by, and goes on under his lock: asks there once more, which is
 * to be denied, and then somebody else, whose answer he waits for.
 */
final class GoingOn {
  /** What ends a sleep of an SDK's tells nobody of the agent. */
  static final List<String> FREED =
      List.of("dev.unjam.bridge.QuotaExceededException", "java.lang.InterruptedException");

  private final Client client;

  GoingOn(Client client) {
    this.client = client;
  }

  /**
   * @return never
   * @throws Exception what the second call was told, or the first where it was not freed
   */
  String call(URI uri, URI another) throws Exception {
    Exception freed = fails(uri);
    if (Collections.disjoint(Outcome.chain(freed), FREED)) {
      throw freed;
    }
    Exception denied = fails(uri);
    String body = client.call(another);
    if (!body.contains(Scenario.BODY)) {
      throw new IllegalStateException("another one's answer: " + body);
    }
    throw denied;
  }

  private Exception fails(URI uri) {
    String body;
    try {
      body = client.call(uri);
    } catch (Exception e) {
      return e;
    }
    throw new IllegalStateException("an answer where there is none: " + body);
  }
}
