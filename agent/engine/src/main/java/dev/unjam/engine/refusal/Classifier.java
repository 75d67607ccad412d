package dev.unjam.engine.refusal;

import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Says whether an exchange with a provider is a refusal, and which.
 *
 * <p>Immutable, safe for any thread. First the answer has to be a failure by its form; then the
 * first rule that matches decides.
 */
public final class Classifier {
  private static final String RULES = "rules.conf";
  private static final String LINES = "lines.conf";

  private final @Nullable Sets rules;

  private Classifier(@Nullable Sets rules) {
    this.rules = rules;
  }

  /** The rules in the forms in which they are asked. */
  private record Sets(List<Rule> ofExchanges, Sayings sayings) {
    static Sets of(Rules rules) {
      return new Sets(rules.ofExchanges(), new Sayings(rules.ofLines()));
    }
  }

  /**
   * The rules that come along, read when the first failure is to be judged: a host that starts has
   * better things to do. What could not be read, as in a moment without memory, is read again.
   */
  private static final class BuiltIn {
    private static @Nullable Rules rules;
    private static volatile @Nullable Sets sets;

    private BuiltIn() {}

    static Sets sets() {
      Sets s = sets;
      if (s == null) {
        s = Sets.of(rules());
        sets = s;
      }
      return s;
    }

    static synchronized Rules rules() {
      Rules r = rules;
      if (r == null) {
        r = read(RULES).before(read(LINES));
        rules = r;
      }
      return r;
    }
  }

  /** The rules that come along. */
  public static Classifier builtIn() {
    return new Classifier(null);
  }

  /**
   * The user's rules first, then the built-in ones, less those whose id the user took.
   *
   * @param userRules read to its end and closed
   * @param sourceName the file's name, for messages
   * @throws BadRulesException if a rule cannot be used; the message says where and what is right
   */
  public static Classifier with(Reader userRules, String sourceName) {
    Rules own = RuleFile.read(userRules, sourceName);
    return new Classifier(Sets.of(own.before(BuiltIn.rules())));
  }

  /**
   * The rules of this file first, as {@link #with}; the built-in ones alone where it is null.
   *
   * @throws BadRulesException also where the file cannot be read, or is longer than 1 MiB
   */
  public static Classifier withFile(@Nullable String path) {
    if (path == null) {
      return builtIn();
    }
    long bytes = new File(path).length();
    if (bytes > Bounded.MOST_CHARS) {
      throw BadRulesException.tooLong(path, bytes, Bounded.MOST_CHARS);
    }
    try {
      InputStream in = new FileInputStream(path);
      return with(new InputStreamReader(in, StandardCharsets.UTF_8), path);
    } catch (IOException e) {
      throw new BadRulesException(path, e);
    }
  }

  /**
   * Classifies one exchange.
   *
   * @param e what was seen of it
   * @param now when it was seen; a {@code date} header goes before it
   * @return the refusal, or null where it is none
   */
  public @Nullable Refusal classify(Exchange e, Instant now) {
    Finding finding = find(e, now);
    return finding == null ? null : finding.refusal();
  }

  /**
   * Whether a program that was refused went on: it said something else since.
   *
   * @param e what it said on one of its streams, the refusal included
   */
  public boolean isGotOver(Exchange e, Instant now) {
    return lastWord(e, now).isGotOver(e.body());
  }

  /** Whether a program said anything else than that it is refused. */
  public boolean goesOn(Exchange e, Instant now) {
    return lastWord(e, now).goesOn(e.body());
  }

  private LastWord lastWord(Exchange e, Instant now) {
    return new LastWord(rules().sayings(), said -> isRefusal(e, said, now));
  }

  private boolean isRefusal(Exchange e, String said, Instant now) {
    return find(new Exchange(e.transport(), e.provider(), 0, e.headers(), said), now) != null;
  }

  /** As {@link #classify}, where perhaps nobody knows when the exchange took place. */
  @Nullable Finding find(Exchange e, @Nullable Instant now) {
    Evidence evidence = Reading.of(e, () -> rules().sayings());
    if (!evidence.isFailure()) {
      return null;
    }
    Wait wait = WaitTimes.find(evidence, now);
    for (Rule rule : rules().ofExchanges()) {
      if (rule.matches(evidence, wait)) {
        return rule.refusalClass() == null
            ? null
            : Finding.of(rule.refusalClass(), rule, evidence, wait);
      }
    }
    return null;
  }

  private Sets rules() {
    return rules == null ? BuiltIn.sets() : rules;
  }

  private static Rules read(String resource) {
    try (InputStream in = Classifier.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalStateException(
            "the resource " + resource + " is missing beside " + Classifier.class);
      }
      return RuleFile.read(new InputStreamReader(in, StandardCharsets.UTF_8), resource);
    } catch (IOException e) {
      throw new UncheckedIOException("the resource " + resource + " cannot be read", e);
    }
  }
}
