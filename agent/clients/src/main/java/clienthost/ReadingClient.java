package clienthost;

import java.net.URI;
import java.util.List;

/** A client whose caller notes each thing that it is given. */
public interface ReadingClient {
  /** Asks for it, and reads the answer in the way that the reads say. */
  void read(URI uri, String method, Reads reads) throws Exception;

  /**
   * Whether a thread of its own takes the body from the socket: then what is there when a reader
   * asks is a matter of time unless it came as one piece.
   */
  default boolean isPushed() {
    return false;
  }

  /** In which ways it can be read. */
  default List<Reads.Way> ways() {
    return List.of(Reads.Way.values());
  }
}
