package dev.unjam.engine.track;

import dev.unjam.bridge.CallRecord;
import dev.unjam.bridge.ThreadRecord;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Remembers whose code wants what is held by a thread whose call was seen on its socket alone: it
 * tells whose lock it is where nobody saw it being taken.
 *
 * <p>Looks at the stack of one who waits, once for each hold and for such calls only. The
 * watchdog's thread only.
 */
final class WantedSites {
  private static final int MOST_ASKED = 3;

  private final Map<HoldId, AcquisitionSite> known = new HashMap<>();
  private final Set<HoldId> seen = new HashSet<>();

  /** Where somebody waits for it, or null if that is of no use or cannot be told. */
  @Nullable AcquisitionSite of(ThreadRecord r, long seq, Kind kind, Object held) {
    CallRecord call = r.call();
    if (call == null || call.author() == null) {
      return null;
    }
    HoldId id = new HoldId(r.id, seq);
    seen.add(id);
    AcquisitionSite site = known.get(id);
    if (site == null) {
      site = look(List.copyOf(kind.queued(held)));
      if (site != null) {
        known.put(id, site);
      }
    }
    return site;
  }

  private static @Nullable AcquisitionSite look(List<Thread> waiters) {
    for (Thread t : waiters.subList(0, Math.min(MOST_ASKED, waiters.size()))) {
      Throwable stack = new Throwable();
      stack.setStackTrace(t.getStackTrace());
      AcquisitionSite site = new AcquisitionSite(stack);
      if (site.text() != null) {
        return site;
      }
    }
    return null;
  }

  /** The scan is over: forgets the holds that it did not see. */
  void scanned() {
    if (!known.isEmpty()) {
      known.keySet().retainAll(seen);
    }
    seen.clear();
  }
}
