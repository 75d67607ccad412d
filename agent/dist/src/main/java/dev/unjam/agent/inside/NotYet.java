package dev.unjam.agent.inside;

import dev.unjam.engine.config.LeaseClass;
import dev.unjam.engine.config.Options;
import java.util.ArrayList;
import java.util.List;

/** The options of the contract that are read and checked, but have no effect yet. */
final class NotYet {
  private NotYet() {}

  /** Those that somebody has set; {@code jmx} and {@code jfr} are on by default and not told of. */
  static List<String> keys(Options options) {
    List<String> keys = new ArrayList<>();
    if (options.webhook() != null) {
      keys.add("webhook");
    }
    if (options.metricsPort() != 0) {
      keys.add("metrics.port");
    }
    for (LeaseClass lease : options.leases()) {
      keys.add("lease." + lease.name());
    }
    return keys;
  }
}
