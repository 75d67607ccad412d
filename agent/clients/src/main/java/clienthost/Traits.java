package clienthost;

import java.util.List;

/** What is told of a client, and what follows from its traits for how it is tried. */
public interface Traits {
  /** What its line says. */
  Entry entry();

  /** What it is called in a table. */
  default String label() {
    return entry().label();
  }

  /** The name of its jar without the version; empty for what the JDK brings. */
  default String artifact() {
    return entry().artifact();
  }

  /** A new client, with a pool of its own where it has one at all. */
  default Client make() {
    return entry().maker().get();
  }

  /** Whether this is special about it. */
  default boolean has(Trait trait) {
    return entry().traits().contains(trait);
  }

  /** Whether a refusal can be followed by nothing. */
  default boolean refusesWithABody() {
    return !has(Trait.GRPC);
  }

  /** Whether it takes an answer bit by bit. */
  default boolean streams() {
    boolean whole = has(Trait.GRPC) || has(Trait.WHOLE);
    return !whole || has(Trait.STREAM);
  }

  /** Whether a stream that stops is an answer of its kind. */
  default boolean stops() {
    return !has(Trait.WHOLE);
  }

  /** Whether another one here makes its calls, so that it is tried in fewer ways. */
  default boolean isBuiltUpon() {
    return has(Trait.BUILT_UPON);
  }

  /** Whether another one here sends its requests, so that it is tried with answers alone. */
  default boolean sendsAsAnother() {
    return has(Trait.SENT_BY_ANOTHER) || isBuiltUpon() || multiplexes();
  }

  /** Whether a call of it may have to wait for a connection that another call has. */
  default boolean pools() {
    return has(Trait.POOLS);
  }

  /** What it is tried over. */
  default List<String> schemes() {
    if (has(Trait.GRPC)) {
      return List.of("grpc");
    }
    if (multiplexes()) {
      return List.of("h2c", "h2");
    }
    return isBuiltUpon() ? List.of("http") : List.of("http", "https");
  }

  /** Whether it answers a 429 by itself, with a sleep and the same request again. */
  default boolean triesAgain() {
    return has(Trait.TRIES_AGAIN);
  }

  /** Whether it has one connection for all, another stream besides its call's upon it. */
  default boolean multiplexes() {
    return has(Trait.MULTIPLEXES);
  }

  /** Whether its calls are told by its sockets alone. */
  default boolean isUnknown() {
    return has(Trait.UNKNOWN);
  }
}
