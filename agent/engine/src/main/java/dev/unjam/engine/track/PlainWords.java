package dev.unjam.engine.track;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.unjam.bridge.CallRecord;
import dev.unjam.bridge.ChildCall;
import dev.unjam.bridge.Tee;
import dev.unjam.engine.refusal.Classifier;
import dev.unjam.engine.refusal.Exchange;
import dev.unjam.engine.refusal.Refusal;
import dev.unjam.engine.refusal.Transport;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a child says that speaks no JSON-RPC, as one call saw it: a refusal counts as long as it is
 * the last word, on either stream, but for what the child says of waiting and trying again.
 *
 * <p>Between the two streams nobody knows the order: what is seen in the same look came together.
 */
final class PlainWords {
  private final Classifier classifier;
  private final Said output = new Said();
  private final Said errors = new Said();
  private boolean gotOver;

  PlainWords(Classifier classifier) {
    this.classifier = classifier;
  }

  /** One of the two streams. */
  private static final class Said {
    /** What came before was got over. */
    long from;

    long seen;
    boolean stands;
  }

  /** Whether it went on after the latest refusal. */
  boolean isGotOver() {
    return gotOver;
  }

  /** Looks at what has come since; the refusal that stands, or null. */
  @Nullable Refusal look(CallRecord call, @Nullable Tee out, ChildCall child, boolean still) {
    Tee err = child.child().stderr();
    long outTotal = out == null ? 0 : out.total();
    long errTotal = err.total();
    errors.from = Math.max(errors.from, child.stderrFrom());
    errors.seen = Math.max(errors.seen, child.stderrFrom());
    boolean outGoesOn = out != null && goesOn(call, out.copySince(output.seen));
    boolean errGoesOn = goesOn(call, err.copySince(errors.seen));
    Refusal refusal = out == null ? null : look(call, output, out, outTotal, errGoesOn, still);
    Refusal other = look(call, errors, err, errTotal, outGoesOn, still);
    gotOver &= refusal == null && other == null;
    return refusal == null ? other : refusal;
  }

  private @Nullable Refusal look(
      CallRecord call, Said said, Tee text, long total, boolean otherGoesOn, boolean still) {
    byte[] all = text.copySince(said.from);
    Exchange e = exchange(call, Lines.said(all, still));
    Instant now = Instant.now();
    Refusal refusal = classifier.classify(e, now);
    boolean over =
        refusal != null && ((said.stands && otherGoesOn) || classifier.isGotOver(e, now));
    if (over) {
      said.from = total - (all.length - Lines.end(all, still));
      gotOver = true;
    }
    said.stands = refusal != null && !over;
    said.seen = total;
    return over ? null : refusal;
  }

  private boolean goesOn(CallRecord call, byte[] text) {
    return text.length > 0
        && classifier.goesOn(exchange(call, new String(text, UTF_8)), Instant.now());
  }

  private static Exchange exchange(CallRecord call, String text) {
    String host = call.peer.replaceAll(":\\d+$", "");
    return new Exchange(Transport.STDIO, host, 0, Map.of(), text);
  }
}
