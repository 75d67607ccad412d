package dev.unjam.engine.track;

import dev.unjam.bridge.Answer;
import dev.unjam.bridge.CallRecord;
import dev.unjam.bridge.Carried;
import dev.unjam.bridge.ThreadRecord;
import dev.unjam.engine.refusal.Refusal;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What was refused to the work that a holder handed over, until he is told: then it is his own.
 *
 * <p>What nobody tells him of, such as what a logger's request was answered, is none of his. The
 * watchdog's thread only.
 */
final class Untold {
  /** More than this are not kept; the oldest goes. */
  private static final int MOST = 16;

  private final Map<Answer, Refused> refused = new LinkedHashMap<>();

  private record Refused(Carried call, Refusal refusal, boolean much) {}

  /** The same attempt again only changes what it was refused with. */
  void refused(Carried call, Answer answer, Refusal refusal, boolean much) {
    refused.put(answer, new Refused(call, refusal, much));
    if (refused.size() > MOST) {
      refused.remove(refused.keySet().iterator().next());
    }
  }

  /** A later call of the same work went well. */
  void succeeded(CallRecord call) {
    refused.values().removeIf(r -> r.call.call.id <= call.id);
  }

  /**
   * The holder was told what came of all calls up to this one.
   *
   * @param told its number, 0 if he was told of none
   * @param well as for {@link Episodes#told}
   */
  void tell(long told, ThreadRecord holder, Episodes episodes, Well well, long now) {
    Iterator<Map.Entry<Answer, Refused>> left = refused.entrySet().iterator();
    while (left.hasNext()) {
      Map.Entry<Answer, Refused> e = left.next();
      Refused r = e.getValue();
      if (r.call.call.id <= told) {
        episodes.told(holder, r.call, e.getKey(), r.refusal, r.much, well, now);
        left.remove();
      }
    }
  }

  boolean isEmpty() {
    return refused.isEmpty();
  }
}
