package dev.unjam.clients;

import clienthost.Cell;
import clienthost.Library;
import clienthost.Scenario;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;

/** What a caller sees, where that depends on the client: the exceptions to the rule. */
final class Expected {
  private static final String OURS = "dev.unjam.bridge.QuotaExceededException";
  private static final String INTERRUPTED = "java.lang.InterruptedException";

  /** What a client makes of a 429 itself, whatever becomes of its body. */
  private static final Map<Library, String> ITS_OWN = new EnumMap<>(Library.class);

  /** How many requests a client makes of its own accord where it is refused. */
  private static final Map<Library, Integer> ATTEMPTS = new EnumMap<>(Library.class);

  static {
    String spring = "org.springframework.web.";
    String rest = spring + "client.HttpClientErrorException$TooManyRequests";
    ITS_OWN.put(Library.REST_TEMPLATE, rest);
    ITS_OWN.put(Library.REST_CLIENT_JDK, rest);
    // Nobody is known to wait for the future either.
    String web = spring + "reactive.function.client.WebClientResponseException$TooManyRequests";
    ITS_OWN.put(Library.WEB_CLIENT_FUTURE, web);
    ITS_OWN.put(Library.WEB_CLIENT_JDK, web);
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
    return cell.scenario() != Scenario.RETRY && cell.scenario().asks();
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
