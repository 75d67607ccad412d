package dev.unjam.engine.track;

import org.jspecify.annotations.Nullable;

/**
 * Names one hold for the life of the JVM.
 *
 * @param record its holder's record
 * @param seq its number within that
 */
public record HoldId(long record, long seq) {
  // Not the record's own: see RpcFrame. This one is asked for in the first tick that sees a hold.
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof HoldId h && record == h.record && seq == h.seq;
  }

  @Override
  public int hashCode() {
    return 31 * Long.hashCode(record) + Long.hashCode(seq);
  }
}
