package dev.unjam.engine.detect;

import dev.unjam.engine.track.HoldView;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which holds may be blamed for a call of a client that nobody knows, which was seen on its socket
 * alone.
 *
 * <p>Such a client has locks of its own, of connections and pools: those are nobody's business, and
 * cannot be told from the host's but by whose code took them. So it takes a lease, or somebody who
 * waits for a lock that is known to be taken, or waited for, by other code than the client's, or by
 * the program's own, which may well have such a client of its own. In doubt it is left alone.
 */
final class Floor {
  private static final List<String> OF_JDK = List.of("java.", "javax.", "jdk.", "sun.", "com.sun.");

  private Floor() {}

  /**
   * Whether the hold counts.
   *
   * @param author the class that wrote the request to its socket; null for a client that is known,
   *     for whose calls every hold does
   */
  static boolean blames(@Nullable String author, HoldView hold) {
    if (author == null) {
      return true;
    }
    String site = hold.usedAt();
    if (site == null) {
      return hold.kind().isLease();
    }
    String taker = className(site);
    boolean ofTheHost =
        OF_JDK.stream().noneMatch(taker::startsWith)
            && (!isOfOne(taker, author) || ThisHost.get().has(taker));
    return ofTheHost && isWanted(hold);
  }

  /** Whether it would count, were it not perhaps the library's own. */
  static boolean doubts(@Nullable String author, HoldView hold) {
    return author != null && isWanted(hold) && !blames(author, hold);
  }

  /** Who waits for a lease may be in another process. */
  private static boolean isWanted(HoldView hold) {
    return hold.kind().isLease() || hold.waiters() > 0;
  }

  /** The site is {@code Class.method(File.java:123)}. */
  private static String className(String site) {
    int bracket = site.indexOf('(');
    return upToDot(bracket < 0 ? site : site.substring(0, bracket));
  }

  /** Whether two classes are of one library, as far as the first two parts of their names tell. */
  private static boolean isOfOne(String one, String other) {
    String a = family(one);
    String b = family(other);
    return a.equals(b) || a.startsWith(b + '.') || b.startsWith(a + '.');
  }

  private static String family(String className) {
    String of = upToDot(className);
    int second = of.indexOf('.', of.indexOf('.') + 1);
    return second < 0 ? of : of.substring(0, second);
  }

  private static String upToDot(String name) {
    return name.substring(0, Math.max(0, name.lastIndexOf('.')));
  }
}
