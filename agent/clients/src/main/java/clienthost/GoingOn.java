package clienthost;

import java.net.URI;

/**
 * Whoever catches what he is freed by, and goes on under his lock: asks there once more, which is
 * to be denied, and then somebody else, whose answer he waits for.
 */
final class GoingOn {
  private final Client client;

  GoingOn(Client client) {
    this.client = client;
  }

  /**
   * @return never
   * @throws Exception what the second call was told
   */
  String call(URI uri, URI another) throws Exception {
    fails(uri);
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
