package dev.unjam.clients;

import clienthost.Cell;
import clienthost.Library;
import clienthost.Scenario;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a caller sees, where that depends on the client: the exceptions to the rule. */
final class Expected {
  private static final String OURS = "dev.unjam.bridge.QuotaExceededException";
  private static final String QUOTA = "quota";
  private static final String BILLING = "billing";
  private static final String LIMITED = "rate_limit";
  private static final String INTERRUPTED = "java.lang.InterruptedException";

  /** What a client makes of a 429 itself, whatever becomes of its body. */
  private static final Map<Library, String> ITS_OWN = new EnumMap<>(Library.class);

  /** How many requests a client makes of its own accord where it is refused. */
  private static final Map<Library, Integer> ATTEMPTS = new EnumMap<>(Library.class);

  /** SDKs that know an error in a stream. */
  private static final Set<Library> TOLD_IN_STREAM =
      EnumSet.of(Library.OPENAI_STREAM, Library.ANTHROPIC_STREAM);

  static {
    String spring = "org.springframework.web.";
    String rest = spring + "client.HttpClientErrorException$TooManyRequests";
    ITS_OWN.put(Library.REST_TEMPLATE, rest);
    ITS_OWN.put(Library.REST_CLIENT_JDK, rest);
    // Nobody is known to wait for the future either.
    String web = spring + "reactive.function.client.WebClientResponseException$TooManyRequests";
    ITS_OWN.put(Library.WEB_CLIENT_FUTURE, web);
    ITS_OWN.put(Library.WEB_CLIENT_JDK, web);
    ITS_OWN.put(Library.WEB_CLIENT_JDK_BLOCK, web);
    String google = "com.google.api.client.http.HttpResponseException";
    ITS_OWN.put(Library.GOOGLE_HTTP, google);
    ITS_OWN.put(Library.GOOGLE_HTTP_APACHE4, google);
    ITS_OWN.put(Library.GOOGLE_HTTP_APACHE5, google);
    ITS_OWN.put(Library.LANGCHAIN_STREAM, "dev.langchain4j.exception.RateLimitException");
    tries(3, "com.openai.errors.RateLimitException", Library.OPENAI);
    tries(3, "com.openai.errors.RateLimitException", Library.OPENAI_STREAM);
    tries(3, "com.openai.errors.RateLimitException", Library.OPENAI_FUTURE);
    tries(4, "com.openai.errors.RateLimitException", Library.SPRING_AI);
    tries(4, "com.openai.errors.RateLimitException", Library.SPRING_AI_STREAM);
    tries(3, "com.anthropic.errors.RateLimitException", Library.ANTHROPIC);
    tries(3, "com.anthropic.errors.RateLimitException", Library.ANTHROPIC_STREAM);
    ATTEMPTS.put(Library.GOOGLE_GENAI, 5);
  }

  private Expected() {}

  private static void tries(int attempts, String own, Library library) {
    ITS_OWN.put(library, own);
    ATTEMPTS.put(library, attempts);
  }

  /** One of these classes is to be in the chain of what the caller gets. */
  static Set<String> seen(Cell cell) {
    if (cell.scenario() == Scenario.REFUSED_WHOLE || isToldInStream(cell)) {
      return Set.of(INTERRUPTED); // its caller sleeps, in no call
    }
    String own = ITS_OWN.get(cell.library());
    if (cell.scenario() == Scenario.REFUSED && own != null) {
      return Set.of(own);
    }
    if (isToldLate(cell)) {
      return Set.of(OURS, INTERRUPTED);
    }
    // The sleep is the SDK's, in no call: all that ends it is an interrupt.
    return isAskedAgain(cell) && cell.library().isBuiltUpon()
        ? Set.of(OURS, INTERRUPTED)
        : Set.of(OURS);
  }

  /**
   * Whether the SDK's own timer, which it sets by chance, or our interrupt ends its sleep first: it
   * asks again and is denied, or is interrupted.
   */
  static boolean isByLuck(Cell cell) {
    return isAskedAgain(cell)
        && switch (cell.library()) {
          case OPENAI, OPENAI_STREAM, SPRING_AI, ANTHROPIC, ANTHROPIC_STREAM -> true;
          case SPRING_AI_STREAM -> cell.scenario() == Scenario.AGAIN;
          default -> false;
        };
  }

  /** Whether the client may sleep between two tries that it makes by itself. */
  private static boolean isAskedAgain(Cell cell) {
    return cell.scenario() == Scenario.RETRY || cell.scenario() == Scenario.AGAIN;
  }

  /**
   * Whether the server sees that the call is given up. Between two tries nothing is under way: that
   * connection may well be used again.
   */
  static boolean isLetGo(Cell cell) {
    Scenario phase = cell.scenario();
    return phase != Scenario.RETRY && phase != Scenario.REFUSED_WHOLE && phase.asks();
  }

  /**
   * Whether a connection is closed at once over which a handshake is not answered. Reactor Netty
   * leaves one that nobody waits for any more to its own time-out, 10 s by default.
   */
  static boolean closesUnanswered(Library client) {
    return switch (client) {
      case APACHE_5_MINIMAL,
          REACTOR,
          WEB_CLIENT,
          WEB_CLIENT_ITERABLE,
          WEB_CLIENT_FUTURE,
          REST_CLIENT_REACTOR ->
          false;
      default -> true;
    };
  }

  /** Whether the client itself makes an end of a stream in which an event tells of an error. */
  static boolean isToldInStream(Cell cell) {
    return cell.scenario() == Scenario.REFUSED_IN_STREAM && TOLD_IN_STREAM.contains(cell.library());
  }

  /** What kind of refusal the agent is to have seen, or null if it is none. */
  static @Nullable String refusal(Cell cell) {
    return switch (cell.scenario()) {
      case REFUSED, RETRY ->
          isThrownAway(cell) ? LIMITED : cell.scheme().equals("grpc") ? QUOTA : BILLING;
      case REFUSED_IN_STREAM -> BILLING;
      case REFUSED_WHOLE -> QUOTA;
      default -> null;
    };
  }

  /** What it may have seen besides: of some of a client's attempts the body, of others none. */
  static Set<String> refusals(Cell cell) {
    String one = refusal(cell);
    boolean several = ATTEMPTS.containsKey(cell.library()) && !cell.scenario().isSleptUpon();
    return one == null ? Set.of() : several ? Set.of(BILLING, LIMITED) : Set.of(one);
  }

  /** Whether the client closes an answer unread and tries again: all that is seen is its head. */
  private static boolean isThrownAway(Cell cell) {
    boolean again = cell.scenario() == Scenario.RETRY;
    return switch (cell.library()) {
      case OPENAI, OPENAI_STREAM, OPENAI_FUTURE, ANTHROPIC, ANTHROPIC_STREAM -> again;
      case SPRING_AI, OKHTTP4_INTERCEPTED -> again;
      case GOOGLE_GENAI -> true;
      default -> false;
    };
  }

  /**
   * Whether the client does not tell its own future of the end in time: OkHttp's dispatcher does
   * when there is room for the call again. All that ends the wait before is an interrupt.
   */
  private static boolean isToldLate(Cell cell) {
    return cell.scenario() == Scenario.LEASE && cell.library().name().startsWith("OKHTTP");
  }

  /**
   * How often the server may be asked by the client itself, until somebody acts: SDKs sleep for
   * half a second or so where they make nothing of a long Retry-After, and who acts may be later.
   */
  static int requests(Cell cell) {
    boolean tries = cell.scenario() == Scenario.REFUSED || cell.scenario() == Scenario.RETRY;
    int once = cell.scenario().asks() ? 1 : 0;
    return tries ? ATTEMPTS.getOrDefault(cell.library(), once) : once;
  }

  /** Whether it stays in its call for as long as anybody looks, without the agent. */
  static boolean isStuckForGood(Cell cell) {
    if (cell.scheme().equals("grpc") && !cell.scenario().asks()) {
      return false; // it gives up connecting after 20 s, which cannot be set
    }
    // Retry-After counts for seconds at most in OpenAI's SDK and in Anthropic's.
    return cell.scenario() != Scenario.RETRY || !ATTEMPTS.containsKey(cell.library());
  }
}
