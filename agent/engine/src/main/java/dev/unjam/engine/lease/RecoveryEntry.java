package dev.unjam.engine.lease;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is to be said in a session's transcript of an incident that ended its turn.
 *
 * @param incident the incident's id, once in a transcript at most
 * @param at when it happened
 * @param message one line for the user; cleaned and capped here
 * @param data what is known besides: provider host, status, class, code, verdict, when to try
 *     again; values as in {@link dev.unjam.engine.report.Event#fields()}, never a secret
 */
public record RecoveryEntry(
    String incident, Instant at, String message, Map<String, @Nullable Object> data) {
  private static final int MOST = 500;

  /** Cleans the message and copies the data. */
  public RecoveryEntry {
    message = CleanText.line(message, MOST);
    data = Collections.unmodifiableMap(new LinkedHashMap<>(data));
  }
}
