package dev.unjam.engine;

import dev.unjam.engine.detect.Deadlock;
import dev.unjam.engine.report.Ages;
import dev.unjam.engine.report.Text;
import dev.unjam.engine.track.Wait;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Says who waits: a few names in a line, all of them up to a bound in JSON. */
final class Waiting {
  private static final int MOST_IN_LINE = 5;
  private static final int MOST_IN_JSON = 100;
  private static final int LONGEST_NAME = 100;

  private Waiting() {}

  /** The waits as a list of objects. */
  static List<Map<String, @Nullable Object>> json(List<Wait> waits) {
    return waits.stream().limit(MOST_IN_JSON).map(Waiting::json).toList();
  }

  private static Map<String, @Nullable Object> json(Wait w) {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    fields.put("thread", w.thread());
    fields.put("thread_id", w.threadId());
    fields.put("waiting_ms", w.waitingMillis());
    fields.put("waits_for", w.waitsFor());
    fields.put("held_by", w.holder());
    fields.put("held_by_id", w.holderId());
    return fields;
  }

  /** The members of a circle as a list of objects. */
  static List<Map<String, @Nullable Object>> json(Deadlock deadlock) {
    return json(deadlock.circle());
  }

  /** {@code "a"#31/12s,"b"#32/3s,+7}. */
  static String line(List<Wait> waits) {
    String some =
        waits.stream()
            .limit(MOST_IN_LINE)
            .map(w -> name(w) + "/" + Ages.format(Duration.ofMillis(w.waitingMillis())))
            .collect(Collectors.joining(","));
    int more = waits.size() - MOST_IN_LINE;
    return more > 0 ? some + ",+" + more : some;
  }

  private static String name(Wait w) {
    return "\"" + Text.cap(Text.line(w.thread()), LONGEST_NAME) + "\"#" + w.threadId();
  }
}
