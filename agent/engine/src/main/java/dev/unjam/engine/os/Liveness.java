package dev.unjam.engine.os;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What can be said of a process by its number. */
public enum Liveness {
  /** It runs, or it is there and belongs to somebody whom we may not signal. */
  ALIVE,
  /** It has ended and only waits for its parent to ask how. */
  ZOMBIE,
  /** No process of this number is there. */
  DEAD,
  /** The number may mean a process that cannot be seen from here. */
  UNKNOWN;

  /** Returns true or false where that is known, and null where it is not. */
  public @Nullable Boolean alive() {
    return switch (this) {
      case ALIVE -> Boolean.TRUE;
      case ZOMBIE, DEAD -> Boolean.FALSE;
      case UNKNOWN -> null;
    };
  }

  /** Returns the word that people read, such as {@code alive}. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
