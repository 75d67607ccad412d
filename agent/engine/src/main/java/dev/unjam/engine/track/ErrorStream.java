package dev.unjam.engine.track;

import dev.unjam.bridge.ChildCall;
import dev.unjam.bridge.Tee;
import dev.unjam.bridge.Ticks;
import dev.unjam.engine.refusal.Refusal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What a child's error stream was taken for in this scan: each request that awaits an answer of the
 * child asks for it, and it is the same text for most.
 *
 * <p>The watchdog's thread only.
 */
final class ErrorStream {
  private final Map<Part, Judgement> judged = new HashMap<>();
  private long at = -1;

  /**
   * What it is taken for.
   *
   * @param refusal the refusal, or null
   * @param drowned whether so much was said behind that that its line is kept no more but for how
   *     the latest ticks began
   */
  record Judgement(@Nullable Refusal refusal, boolean drowned) {}

  /**
   * @param from behind how many bytes; -1 where these are not kept any more
   * @param begun where what is kept of the latest ticks' beginnings begins
   * @param version of the stream for a call that is over, whose judgement stands until more is
   *     said; of others, which are asked about again, any will do
   */
  private record Part(long from, List<Long> begun, boolean still, long version) {}

  /** What this call sees of it, which is judged unless that was done in this scan already. */
  Judgement look(ChildCall call, boolean still, Function<byte[], @Nullable Refusal> judge) {
    if (at != Ticks.now()) {
      at = Ticks.now();
      judged.clear();
    }
    long from = call.stderrFrom();
    long gone = call.child().stderr().total() - Tee.LIMIT;
    long version = still ? call.stderrVersion() : 0;
    NavigableMap<Long, byte[]> begun = call.flooded();
    Part part = new Part(from <= gone ? -1 : from, List.copyOf(begun.keySet()), still, version);
    Judgement before = judged.get(part);
    if (before == null) {
      before = judged(call.stderr(), begun, judge);
      judged.put(part, before);
    }
    return before;
  }

  /** Of a flood, whose beginning is kept no more, the first of what came in the latest ticks. */
  private static Judgement judged(
      byte[] end, NavigableMap<Long, byte[]> begun, Function<byte[], @Nullable Refusal> judge) {
    Refusal refusal = judge.apply(end);
    if (refusal != null) {
      return new Judgement(refusal, false);
    }
    for (byte[] text : begun.descendingMap().values()) {
      refusal = judge.apply(text);
      if (refusal != null) {
        break;
      }
    }
    return new Judgement(refusal, refusal != null);
  }
}
