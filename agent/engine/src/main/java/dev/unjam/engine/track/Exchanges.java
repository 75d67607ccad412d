package dev.unjam.engine.track;

import dev.unjam.bridge.Answer;
import dev.unjam.bridge.CallRecord;
import dev.unjam.bridge.ChildCall;
import dev.unjam.bridge.ChildRecord;
import dev.unjam.bridge.GrpcHooks;
import dev.unjam.bridge.Tee;
import dev.unjam.bridge.Ticks;
import dev.unjam.engine.refusal.Classifier;
import dev.unjam.engine.refusal.Exchange;
import dev.unjam.engine.refusal.Refusal;
import dev.unjam.engine.refusal.Transport;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.WeakHashMap;
import org.jspecify.annotations.Nullable;

/** Classifies calls, each again only when more of it has been seen. */
final class Exchanges {
  private final Classifier classifier;

  /** By the answer itself, until its call is forgotten. */
  private final Map<Answer, Seen> seen = new WeakHashMap<>();

  private final Map<Answer, PlainWords> plain = new WeakHashMap<>();
  private final Map<ChildRecord, ErrorStream> errors = new WeakHashMap<>();
  private final Map<Answer, Flood> floods = new WeakHashMap<>();

  Exchanges(Classifier classifier) {
    this.classifier = classifier;
  }

  /**
   * @param whole that nothing was left out, as what a child has not finished saying is
   */
  private record Seen(int body, long stderr, boolean whole, long at, @Nullable Refusal refusal) {}

  /** What the provider said no with in this attempt of the call so far, or null. */
  @Nullable Refusal refusal(CallRecord call, Answer answer) {
    Tee body = answer.tee();
    ChildCall child = call.handle() instanceof ChildCall c ? c : null;
    int bodyVersion = body == null ? 0 : body.version();
    long stderrVersion = child == null ? 0 : child.stderrVersion();
    Seen before = seen.get(answer);
    boolean still = call.phase() == CallRecord.Phase.DONE;
    long now = Ticks.now();
    if (before != null && (answer.isLetGo() || (child != null && !still && before.at == now))) {
      // A child that never stops speaking has always said more since; once a scan is enough.
      return before.refusal;
    }
    if (before != null && before.body == bodyVersion && before.stderr == stderrVersion) {
      if (before.whole) {
        return before.refusal;
      }
      still = true;
    }
    Refusal refusal = classify(call, answer, body, child, still);
    seen.put(answer, new Seen(bodyVersion, stderrVersion, still || child == null, now, refusal));
    return refusal;
  }

  /** Whether a child that speaks no JSON-RPC went on after it was refused. */
  boolean isGotOver(Answer answer) {
    PlainWords words = plain.get(answer);
    return words != null && words.isGotOver();
  }

  /** Whether so much was said behind the refusal that it may as well have been got over. */
  boolean isDrowned(Answer answer) {
    Flood flood = floods.get(answer);
    return flood != null && flood.hasDrownedIt();
  }

  private @Nullable Refusal classify(
      CallRecord call,
      Answer answer,
      @Nullable Tee body,
      @Nullable ChildCall child,
      boolean still) {
    if (child != null && !child.isRequest()) {
      return plain
          .computeIfAbsent(answer, a -> new PlainWords(classifier))
          .look(call, body, child, still);
    }
    if (answer.status == 0 && body == null && child == null) {
      return null;
    }
    Map<String, String> headers = flat(answer.headers());
    String text = body == null ? "" : Inflated.text(body.copy(), headers.get("content-encoding"));
    Refusal said = classify(call, answer.status, headers, transport(call, headers, body), text);
    if (said != null) {
      floods.remove(answer);
    }
    return said == null && child != null ? stderr(call, answer, child, still) : said;
  }

  private @Nullable Refusal stderr(CallRecord call, Answer answer, ChildCall child, boolean still) {
    ErrorStream.Judgement now =
        errors
            .computeIfAbsent(child.child(), c -> new ErrorStream())
            .look(
                child,
                still,
                text -> classify(call, 0, Map.of(), Transport.STDIO, Lines.said(text, still)));
    return floods.computeIfAbsent(answer, a -> new Flood()).standing(child, now);
  }

  private @Nullable Refusal classify(
      CallRecord call, int status, Map<String, String> headers, Transport transport, String text) {
    String host = call.peer.replaceAll(":\\d+$", "");
    Exchange e = new Exchange(transport, host, status, headers, text);
    return classifier.classify(e, Instant.now());
  }

  private static Transport transport(
      CallRecord call, Map<String, String> headers, @Nullable Tee body) {
    if (call.isToChild()) {
      return Transport.STDIO;
    }
    if (call.client.equals(GrpcHooks.CLIENT)) {
      return Transport.GRPC;
    }
    boolean stream = headers.getOrDefault("content-type", "").contains("event-stream");
    return stream || (body != null && body.isTail()) ? Transport.SSE : Transport.HTTP;
  }

  private static Map<String, String> flat(Map<String, List<String>> headers) {
    Map<String, String> flat = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    headers.forEach(
        (name, values) -> {
          if (!values.isEmpty()) {
            flat.put(name, values.get(0));
          }
        });
    return flat;
  }
}
