package dev.unjam.engine.report;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * One hold in the shape that operators know from their gateways' own reports.
 *
 * @param lock the lock file's path as one word of a line, or the lock's name
 * @param pid the holder's process
 * @param alive whether that process lives
 * @param age how long it has been held
 * @param stale whether it may be removed
 * @param verdict why it is stuck, with the refusal's class after a slash, or null
 * @param holder the holding thread's name, or null where it is in another process
 * @param holderId the thread's id; without meaning if {@code holder} is null
 * @param call the call in flight, or null
 * @param silent for how long that call has brought no byte, or null
 * @param waiters how many threads wait
 */
public record HoldLine(
    String lock,
    long pid,
    boolean alive,
    Duration age,
    boolean stale,
    @Nullable String verdict,
    @Nullable String holder,
    long holderId,
    @Nullable String call,
    @Nullable Duration silent,
    int waiters) {
  private static final int LONGEST_NAME = 100;

  /** The line; query strings and user info of the call are left out. */
  public String format() {
    StringBuilder out = new StringBuilder(160);
    out.append(Text.line(lock)).append(" │ pid=").append(pid);
    out.append(alive ? " (alive)" : " (dead)");
    out.append(" age=").append(Ages.format(age));
    out.append(" stale=").append(stale ? "yes" : "no").append(" │");
    appendCause(out);
    return out.append(" waiters=").append(waiters).toString();
  }

  private void appendCause(StringBuilder out) {
    if (verdict != null) {
      out.append(" verdict=").append(Text.line(verdict));
    }
    if (holder != null) {
      String name = Text.cap(Text.line(holder), LONGEST_NAME);
      out.append(" holder=\"").append(name).append("\"#").append(holderId);
    }
    if (call != null) {
      out.append(" call=").append(Text.line(Text.url(call)));
    }
    if (silent != null) {
      out.append(" silent=").append(Ages.format(silent));
    }
  }
}
