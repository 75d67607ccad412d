package clienthost;

import java.net.URI;

/** A client that is tried with a request that has a body as well. */
public interface PostingClient extends Client {
  /**
   * Posts this on the calling thread, and reads the whole answer, as {@link #call} does.
   *
   * @param body shared between all callers: not to be written to
   */
  String post(URI uri, byte[] body) throws Exception;
}
