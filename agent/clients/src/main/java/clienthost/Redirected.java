package clienthost;

import java.net.URI;

/** A client that asks where it is sent on from, with the same method, and follows. */
final class Redirected implements Client {
  private final Client client;

  Redirected(Client client) {
    this.client = client;
  }

  @Override
  public String call(URI uri) throws Exception {
    return client.call(uri.resolve("/" + Cell.SENT_ON + uri.getPath()));
  }
}
