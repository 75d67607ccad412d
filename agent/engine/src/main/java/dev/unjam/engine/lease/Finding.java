package dev.unjam.engine.lease;

import dev.unjam.engine.os.Liveness;

/** What one rule of the {@link Judge} has found out, with its one reason. */
record Finding(Verdict verdict, Liveness liveness, String reason) {
  static Finding unknown(String reason) {
    return new Finding(Verdict.UNKNOWN, Liveness.UNKNOWN, reason);
  }

  static Finding stale(Liveness liveness, String reason) {
    return new Finding(Verdict.STALE, liveness, reason);
  }
}
