package dev.unjam.bridge;

import org.jspecify.annotations.Nullable;

/** Says that a former holder is kept from what it was about to do to a lock file. */
public final class KeptFile {
  /** It is told that it was done. */
  static final KeptFile ABSORBED = new KeptFile(null);

  private final @Nullable QuotaExceededException refusal;

  KeptFile(@Nullable QuotaExceededException refusal) {
    this.refusal = refusal;
  }

  /** What it is told, or null if that it was done. */
  public @Nullable QuotaExceededException refusal() {
    return refusal;
  }
}
