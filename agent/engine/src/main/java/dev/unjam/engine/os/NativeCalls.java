package dev.unjam.engine.os;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Loads {@link LibC} when it is first asked for, and remembers why where it cannot be.
 *
 * <p>JNA unpacks a library to the temp folder and may be refused that (a read-only root, a {@code
 * noexec} mount, a platform without a build): whoever needs it does without.
 */
public final class NativeCalls {
  private NativeCalls() {}

  /** Returns the calls, or empty where they cannot be made here; {@link #whyNot} has the reason. */
  public static Optional<LibC> get() {
    return Optional.ofNullable(Loaded.CALLS);
  }

  /** Returns the plain reason why there are no native calls, or null where there are. */
  public static @Nullable String whyNot() {
    return Loaded.WHY_NOT;
  }

  /** Its initialiser is the first thing to touch JNA. */
  private static final class Loaded {
    static final @Nullable LibC CALLS;
    static final @Nullable String WHY_NOT;

    static {
      LibC calls = null;
      String whyNot = null;
      try {
        calls = new LibC();
      } catch (LinkageError | RuntimeException e) {
        whyNot = "native calls are not to be had here: " + e;
      }
      CALLS = calls;
      WHY_NOT = whyNot;
    }
  }
}
