package dev.unjam.bridge;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * How the last lines began that were told apart, as far as it took: those to come begin alike, and
 * a comparison is much less than to go by single bytes.
 *
 * <p>The thread that delivers the body alone.
 */
final class Beginnings {
  private static final int LONGEST = 24;

  private byte @Nullable [] one;
  private byte @Nullable [] other;

  /** Whether what begins here begins as one of them. */
  boolean knows(byte[] from, int offset, int end) {
    return isLike(one, from, offset, end) || isLike(other, from, offset, end);
  }

  private static boolean isLike(byte @Nullable [] known, byte[] from, int offset, int end) {
    return known != null
        && known.length <= end - offset
        && ByteSearch.isSame(from, offset, known, 0, known.length);
  }

  /** The line that begins at {@code offset} was told by what stands there up to {@code end}. */
  void learn(byte[] from, int offset, int end) {
    if (end - offset <= LONGEST) {
      other = one;
      one = Arrays.copyOfRange(from, offset, end);
    }
  }
}
