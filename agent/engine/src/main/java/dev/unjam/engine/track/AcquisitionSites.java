package dev.unjam.engine.track;

import dev.unjam.bridge.Sites;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Remembers where the present holds were acquired, as far as that was sampled.
 *
 * <p>The watchdog's thread only.
 */
final class AcquisitionSites {
  private final Map<HoldId, String> sites = new HashMap<>();

  /** Takes in what was sampled since the last scan, of holds that are still there. */
  void take(Set<HoldId> present) {
    sites.keySet().retainAll(present);
    for (Sites.Site s = Sites.poll(); s != null; s = Sites.poll()) {
      HoldId id = new HoldId(s.record(), s.seq());
      String site = present.contains(id) ? innermost(s.stack().getStackTrace()) : null;
      if (site != null) {
        sites.put(id, site);
      }
    }
  }

  /** The host's frame that acquired this hold, {@code Class.method(File.java:1)}, or null. */
  @Nullable String of(HoldId hold) {
    return sites.get(hold);
  }

  private static @Nullable String innermost(StackTraceElement[] stack) {
    for (StackTraceElement frame : stack) {
      String type = frame.getClassName();
      boolean lock =
          type.startsWith("java.util.concurrent.") || type.startsWith("dev.unjam.bridge.");
      if (!lock) {
        return type
            + "."
            + frame.getMethodName()
            + "("
            + frame.getFileName()
            + ":"
            + frame.getLineNumber()
            + ")";
      }
    }
    return null;
  }
}
