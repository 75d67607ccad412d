package dev.unjam.engine.track;

import dev.unjam.bridge.CallRecord;
import dev.unjam.bridge.ChildRecord;
import dev.unjam.bridge.Tee;
import dev.unjam.engine.refusal.Classifier;
import dev.unjam.engine.refusal.Exchange;
import dev.unjam.engine.refusal.Refusal;
import dev.unjam.engine.refusal.Transport;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Classifies calls, each again only when more of it has been seen. */
final class Exchanges {
  private final Classifier classifier;
  private final Map<Long, Seen> seen = new HashMap<>();

  Exchanges(Classifier classifier) {
    this.classifier = classifier;
  }

  private record Seen(int status, int body, int stderr, @Nullable Refusal refusal) {}

  /** What the provider said no with in this call so far, or null. */
  @Nullable Refusal refusal(CallRecord call) {
    Tee body = call.tee();
    Tee stderr = call.handle() instanceof ChildRecord child ? child.stderr() : null;
    int status = call.status();
    int bodyVersion = body == null ? 0 : body.version();
    int stderrVersion = stderr == null ? 0 : stderr.version();
    Seen before = seen.get(call.id);
    if (before != null
        && before.status == status
        && before.body == bodyVersion
        && before.stderr == stderrVersion) {
      return before.refusal;
    }
    Refusal refusal = classify(call, status, body, stderr);
    seen.put(call.id, new Seen(status, bodyVersion, stderrVersion, refusal));
    return refusal;
  }

  /** Forgets every call that is not one of these. */
  void keepOnly(Set<Long> calls) {
    seen.keySet().retainAll(calls);
  }

  private @Nullable Refusal classify(
      CallRecord call, int status, @Nullable Tee body, @Nullable Tee stderr) {
    if (status == 0 && body == null && stderr == null) {
      return null;
    }
    Refusal said = classify(call, status, transport(call, body), body);
    return said == null && stderr != null ? classify(call, 0, Transport.STDIO, stderr) : said;
  }

  private @Nullable Refusal classify(
      CallRecord call, int status, Transport transport, @Nullable Tee tee) {
    String text = tee == null ? "" : new String(tee.copy(), StandardCharsets.UTF_8);
    String host = call.peer.replaceAll(":\\d+$", "");
    Exchange e = new Exchange(transport, host, status, flat(call.headers()), text);
    return classifier.classify(e, Instant.now());
  }

  private static Transport transport(CallRecord call, @Nullable Tee body) {
    if (call.client.equals("child")) {
      return Transport.STDIO;
    }
    return body != null && body.isTail() ? Transport.SSE : Transport.HTTP;
  }

  private static Map<String, String> flat(Map<String, List<String>> headers) {
    Map<String, String> flat = new HashMap<>();
    headers.forEach(
        (name, values) -> {
          if (!values.isEmpty()) {
            flat.put(name, values.get(0));
          }
        });
    return flat;
  }
}
