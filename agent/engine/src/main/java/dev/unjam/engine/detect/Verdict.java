package dev.unjam.engine.detect;

import java.util.Locale;

/** Why a hold is stuck. */
public enum Verdict {
  /** The provider said no, and the holder has not let go since. */
  REFUSED,
  /** The provider says no again and again inside one hold. */
  RETRYING,
  /** A call is in flight, and not a byte has come for too long. */
  SILENT,
  /** The thread is dead or its task has ended: nobody will release. */
  LEAKED,
  /** Held for very long, with somebody waiting, and nothing is known: only ever reported. */
  UNKNOWN;

  /** The word in the log. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
