package dev.unjam.engine.detect;

import org.jspecify.annotations.Nullable;

/**
 * A holder that looks stuck and is left alone, for it is in doubt whether it is.
 *
 * @param finding what would have been found
 * @param doubt what is in doubt
 * @param author the class that wrote the request, where the call was seen on its socket alone; or
 *     null
 * @param usedAt where the first of the holds was taken or is waited for, or null if unknown
 * @param program the package that counts as the program's own, empty for none; null if unknown
 */
public record LeftAlone(
    Finding finding,
    Doubt doubt,
    @Nullable String author,
    @Nullable String usedAt,
    @Nullable String program) {

  /** What is in doubt. */
  public enum Doubt {
    /** The lock may be the own one of the library that wrote the request. */
    LIBRARY_LOCK,
    /** Nobody saw whose code took the lock or waits for it. */
    UNKNOWN_LOCK,
    /** The call was started asynchronously, and the holder is parked on nobody knows what. */
    NOT_AWAITED;

    /** As the log has it. */
    public String label() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }
  }
}
