package clienthost;

import java.net.URI;

/** Calls nobody, and takes its time: what a hold without a call does. */
final class NoClient implements Client {
  @Override
  public String call(URI uri) throws InterruptedException {
    Thread.sleep(Scenario.LONG.toMillis());
    return Scenario.BODY;
  }
}
