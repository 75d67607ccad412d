package dev.unjam.engine.track;

import dev.unjam.bridge.ChildCall;
import dev.unjam.bridge.Tee;
import dev.unjam.bridge.Ticks;
import dev.unjam.engine.refusal.Refusal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What a child's error stream was taken for in this scan: each request that awaits an answer of the
 * child asks for it, and it is the same text for most.
 *
 * <p>The watchdog's thread only.
 */
final class ErrorStream {
  private final Map<Part, Optional<Refusal>> judged = new HashMap<>();
  private long at = -1;

  /**
   * @param from behind how many bytes; where these are not kept any more how many of the latest
   *     ticks it saw the beginning of, as a negative number
   * @param version of the stream for a call that is over, whose judgement stands until more is
   *     said; of others, which are asked about again, any will do
   */
  private record Part(long from, boolean still, long version) {}

  /** What this call sees of it, which is judged unless that was done in this scan already. */
  @Nullable Refusal refusal(
      ChildCall call, boolean still, Function<byte[], @Nullable Refusal> judge) {
    if (at != Ticks.now()) {
      at = Ticks.now();
      judged.clear();
    }
    long from = call.stderrFrom();
    long gone = call.child().stderr().total() - Tee.LIMIT;
    long version = still ? call.stderrVersion() : 0;
    List<byte[]> begun = call.flooded();
    Part part = new Part(from <= gone ? -begun.size() : from, still, version);
    Optional<Refusal> before = judged.get(part);
    if (before == null) {
      before = Optional.ofNullable(judged(call.stderr(), begun, judge));
      judged.put(part, before);
    }
    return before.orElse(null);
  }

  /** Of a flood, whose beginning is kept no more, the first of what came in the latest ticks. */
  private static @Nullable Refusal judged(
      byte[] end, List<byte[]> begun, Function<byte[], @Nullable Refusal> judge) {
    Refusal refusal = judge.apply(end);
    for (int i = begun.size() - 1; i >= 0 && refusal == null; i--) {
      refusal = judge.apply(begun.get(i));
    }
    return refusal;
  }
}
