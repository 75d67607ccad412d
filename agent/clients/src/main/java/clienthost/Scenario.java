package clienthost;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What a server does with a request; the first segment of its path. */
public enum Scenario {
  /** Answers at once, and well. */
  OK("answers"),
  /** Takes the request, and never answers. */
  HANG("never answers"),
  /** The head of a 200, and nothing more. */
  HEAD("200, then nothing"),
  /** A 429 for want of quota whose body does not end. */
  REFUSED("429, its body never ends"),
  /** A 403 for want of quota, or gRPC's status; whoever is told sleeps under his lock. */
  REFUSED_WHOLE("a whole refusal, and its caller sleeps"),
  /** A stream in which an event says that there is no quota, and nothing more. */
  REFUSED_IN_STREAM("a stream that ends in a refusal, then nothing"),
  /** Three events of a stream, and nothing more. */
  STOPS("a stream that stops"),
  /** A stream in which nothing comes but what keeps its connection alive, for ever. */
  PINGS("a stream of keep-alives alone"),
  /** Takes a body, and never answers. */
  POSTED("a POST, never answered"),
  /** Takes the head, and never reads the body that is more than the buffers hold. */
  UPLOAD("an upload that nobody reads"),
  /** There is nobody: the connection is neither made nor refused. */
  CONNECT("connect, never answered"),
  /** The connection is made, and nothing is ever said over it. */
  HANDSHAKE("handshake, never answered"),
  /** All connections that the client may have are in use by somebody who holds nothing. */
  LEASE("waits for a connection of the pool"),
  /** A 429 that asks to wait for longer than anybody has patience, each time. */
  RETRY("429 with Retry-After, tried again"),
  /** As {@link #HEAD}; whoever is freed goes on under his lock: {@link GoingOn}. */
  AGAIN("200, then nothing, and asks on when freed"),
  /** An answer of another provider's, that is there at once and takes long. */
  INSTEAD("a slow answer"),
  /** One event after the other, for longer than every limit. */
  TRICKLE("a slow stream"),
  /** The same, while another thread's call hangs that the caller gave work to: {@link SideWork}. */
  TRICKLE_BESIDE_HANGING("a slow stream, while work beside it hangs"),
  /** The same, while that call is refused. */
  TRICKLE_BESIDE_REFUSED("a slow stream, while work beside it is refused"),
  /** The first byte comes late, but comes. */
  LATE("a late answer"),
  /** The head comes at once, the body after every limit. */
  LATE_BODY("a very late body"),
  /** Nothing comes before every limit has passed. */
  VERY_LATE("a very late answer"),
  /** Answers once {@link #FREE} is asked for by the same name. */
  HELD("answers when it is told to"),
  /** Answers once {@link #HELD} has been asked for by the same name. */
  ASKED("answers when another was asked"),
  /** Lets {@link #HELD} answer. */
  FREE("lets another answer");

  /** Longer than all of the agent's limits and rungs together in these tests. */
  public static final Duration LONG = Duration.ofSeconds(11);

  /** What a server says that answers. */
  public static final String BODY = "ok";

  /** Twice what Linux keeps for a sender that nobody reads, by default (tcp_wmem). */
  private static final byte[] BIG = new byte[8 << 20];

  private static final byte[] SMALL = "{\"stream\":false}".getBytes(StandardCharsets.UTF_8);

  private final String label;

  Scenario(String label) {
    this.label = label;
  }

  public String label() {
    return label;
  }

  /** Whether it takes a request that has a body. */
  public boolean posts() {
    return this == POSTED || this == UPLOAD;
  }

  /** What is sent, if it {@link #posts()}. */
  byte[] body() {
    return this == UPLOAD ? BIG : SMALL;
  }

  /** What becomes of the work that the caller hands to somebody else, or null if there is none. */
  public @Nullable Scenario ofSideWork() {
    return switch (this) {
      case TRICKLE_BESIDE_HANGING -> HEAD;
      case TRICKLE_BESIDE_REFUSED -> REFUSED;
      default -> null;
    };
  }

  /** Whether a caller that the client tells of the refusal by itself sleeps upon it. */
  public boolean isSleptUpon() {
    return this == REFUSED_WHOLE || this == REFUSED_IN_STREAM;
  }

  /** Whether the server is asked at all. */
  public boolean asks() {
    return this != CONNECT && this != HANDSHAKE && this != LEASE;
  }

  public String segment() {
    return name().toLowerCase(Locale.ROOT);
  }
}
