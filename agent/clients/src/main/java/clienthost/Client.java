package clienthost;

import java.net.URI;

/** One HTTP client, used as its documentation shows; a new one for each cell. */
public interface Client {
  /**
   * Gets this on the calling thread, and reads the whole answer.
   *
   * @return its body; an error's body as well, where the client does not throw
   */
  String call(URI uri) throws Exception;
}
