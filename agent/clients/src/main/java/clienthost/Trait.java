package clienthost;

/** What is special about a client. */
public enum Trait {
  /** It answers a 429 by itself, with a sleep and the same request again. */
  TRIES_AGAIN,
  /** It has a server of its own, and an error of it is its end. */
  GRPC,
  /** It gets one message after the other. */
  STREAM,
  /** Only its sockets are known: it takes somebody who waits for the lock. */
  UNKNOWN,
  /** It is tried over HTTP/2, beside another stream on its connection. */
  MULTIPLEXES,
  /** It has a test of its own, or is not freed in each of its cells. */
  APART,
  /** It has no calls of its own: another one here makes them. */
  BUILT_UPON,
  /** Another one here sends its requests. */
  SENT_BY_ANOTHER,
  /** It asks for a whole answer, and makes nothing of a stream. */
  WHOLE,
  /** Its calls wait for one connection. */
  POOLS
}
