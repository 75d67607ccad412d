package dev.unjam.engine.lease;

import dev.unjam.engine.os.Machine;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Tells from what a holder wrote whether its pid counts where we are. */
final class Elsewhere {
  private Elsewhere() {}

  /**
   * The same where it costs something to be wrong: a host that goes by its short or by its full
   * name is one.
   */
  static boolean isSurely(LockPayload payload, Machine here) {
    String host = payload.text("hostname", "host");
    String name = here.hostname();
    boolean otherHost = host != null && name != null && !isOne(host, name);
    String boot = payload.text("bootId", "boot_id");
    String namespace = payload.text(LockPayload.NAMESPACE);
    return otherHost
        || (boot != null && here.bootId() != null && !boot.equals(here.bootId()))
        || (namespace != null
            && here.pidNamespace() != null
            && !namespace.equals(here.pidNamespace()));
  }

  private static boolean isOne(String host, String other) {
    String a = host.toLowerCase(Locale.ROOT);
    String b = other.toLowerCase(Locale.ROOT);
    return a.equals(b) || a.startsWith(b + ".") || b.startsWith(a + ".");
  }

  /** Says why the pid counts for another machine, boot or namespace than ours, or null. */
  static @Nullable String why(LockPayload payload, Machine here) {
    String host = payload.text("hostname", "host");
    if (host != null && !host.equals(here.hostname())) {
      return "its holder runs on another host, " + CleanText.line(host, 80);
    }
    String boot = payload.text("bootId", "boot_id");
    if (boot != null && !boot.equals(here.bootId())) {
      return "it was written in another boot or on another host";
    }
    String namespace = payload.text(LockPayload.NAMESPACE);
    return namespace != null && !namespace.equals(here.pidNamespace())
        ? "its pid counts in another pid namespace"
        : null;
  }
}
