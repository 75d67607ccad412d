package dev.unjam.engine.detect;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Remembers what {@link HostCode} says of the program that runs here, and has it asked on a daemon
 * thread that ends with the questions: a file server that is gone keeps whoever asks it for ever.
 *
 * <p>Until there is an answer nothing is the program's own. One thread at most asks; where it hangs
 * or has failed some times, nobody asks again. Any thread; never waits for a file.
 */
public final class ThisHost {
  private static final ThisHost THIS = new ThisHost(key -> System.getProperty(key, ""), null);

  /** So many classes are asked for; there are not so many that lock and send. */
  static final int MOST_CLASSES = 1_000;

  static final int MOST_FAILURES = 3;

  private final UnaryOperator<String> property;
  private volatile @Nullable Aside aside;

  /** Whose answer is still to come. */
  private final Set<String> asked = new LinkedHashSet<>();

  private final Map<String, Boolean> answers = new HashMap<>();
  private @Nullable HostCode code;
  private boolean busy;
  private int failures;

  /**
   * Asks nothing yet.
   *
   * @param property gives a property's value, empty if there is none
   * @param aside runs what asks; at once for those who want the answer at once; null for nobody yet
   */
  ThisHost(UnaryOperator<String> property, @Nullable Aside aside) {
    this.property = property;
    this.aside = aside;
  }

  /** Runs what reads files, on another thread than the caller's. */
  public interface Aside {
    /** Begins it, without waiting for its end. */
    void run(Runnable questions);

    /** Is told of what went wrong in there. */
    default void failed(Throwable t) {}
  }

  /** Sets who runs what is to be found out of this program; any thread. */
  public static void askedBy(Aside aside) {
    THIS.aside = aside;
  }

  static ThisHost get() {
    return THIS;
  }

  /** Whether the class is known to be the program's own. */
  boolean has(String className) {
    HostCode known = code();
    if (known != null && known.isNamedSo(className)) {
      return true;
    }
    synchronized (this) {
      if (answers.size() + asked.size() < MOST_CLASSES && !answers.containsKey(className)) {
        asked.add(className);
      }
    }
    look();
    return isAnsweredWithYes(className);
  }

  /** Where the program's own code lies, for an operator to read; null if it is not known yet. */
  @Nullable String name() {
    look();
    HostCode known = code();
    return known == null ? null : known.name();
  }

  /** Has asked what is not known, unless somebody is at it. */
  private void look() {
    Aside on = aside;
    if (on == null || !begins()) {
      return;
    }
    try {
      on.run(this::ask);
    } catch (Throwable t) {
      // There may be no memory for a thread; it is counted with the agent's other errors.
      failed(t);
    }
  }

  private synchronized boolean begins() {
    boolean begins = !busy && failures < MOST_FAILURES && (code == null || !asked.isEmpty());
    busy |= begins;
    return begins;
  }

  private void ask() {
    try {
      HostCode host = code();
      if (host == null) {
        host = HostCode.of(property);
        answer(host);
      }
      for (String next = next(); next != null; next = next()) {
        answer(next, host.isNamedSo(next) || host.liesBeside(next));
      }
    } catch (Throwable t) {
      // Whatever it is, an error among them: it must not reach the host's own handlers.
      failed(t);
    }
  }

  /** The next class to ask about; null ends the thread. */
  private synchronized @Nullable String next() {
    busy = !asked.isEmpty();
    return busy ? asked.iterator().next() : null;
  }

  private synchronized void failed(Throwable t) {
    busy = false;
    failures++;
    Aside on = aside;
    if (on != null) {
      on.failed(t);
    }
  }

  private synchronized @Nullable HostCode code() {
    return code;
  }

  private synchronized void answer(HostCode host) {
    code = host;
  }

  private synchronized void answer(String className, boolean own) {
    answers.put(className, own);
    asked.remove(className);
  }

  private synchronized boolean isAnsweredWithYes(String className) {
    return answers.getOrDefault(className, false);
  }
}
