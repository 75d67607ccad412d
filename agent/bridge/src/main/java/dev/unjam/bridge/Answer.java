package dev.unjam.bridge;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What has come back in one attempt of a call; a library that tries again by itself gets several.
 *
 * <p>Any thread.
 */
public final class Answer {
  /** A library that tries without end, while nobody looks, leaves no longer chain than this. */
  private static final int CHAIN = 16;

  /** Which attempt of its call this is, counted from 0. */
  public final int attempt;

  /** 0 before the head has come. */
  public final int status;

  private final Fields fields;
  private final int length;
  // Not volatile: it is there before the answer is shown, and goes when the call is long over.
  private @Nullable Tee tee;
  private volatile boolean seenOver;
  private final @Nullable Answer before;

  private Answer(
      int attempt, int status, Fields fields, @Nullable Tee tee, @Nullable Answer before) {
    this.attempt = attempt;
    this.status = status;
    this.fields = fields;
    this.tee = tee;
    this.length = before == null || before.length >= CHAIN ? 0 : before.length + 1;
    this.before = length == 0 ? null : before;
  }

  static Answer none() {
    return new Answer(0, 0, Fields.NONE, null, null);
  }

  /** The head of this attempt's answer has come. */
  Answer head(int code, Fields fields) {
    String type = code < 400 ? fields.first("content-type") : "";
    boolean stream = isStream(type, fields);
    Tee body = stream ? ofStream(type) : code < 400 ? Tee.ofSuccess(fields) : new Tee(false);
    return new Answer(attempt, code, fields, body, before);
  }

  private static Tee ofStream(String type) {
    return type.contains("event-stream") ? new Tee(new EventPulse()) : new Tee(true);
  }

  /** Of a call whose answer has no head, and never an end. */
  static Answer stream() {
    return new Answer(0, 0, Fields.NONE, new Tee(true), null);
  }

  /** The library tries again. */
  Answer again() {
    return new Answer(attempt + 1, 0, Fields.NONE, null, this);
  }

  /**
   * Of a stream the end is kept, where an error would be; but not of a compressed one, whose end
   * cannot be read without its beginning, nor of a file that somebody fetches.
   */
  private static boolean isStream(String type, Fields fields) {
    boolean stream =
        type.contains("event-stream")
            || type.contains("ndjson")
            || type.contains("stream+json")
            || type.contains("json-seq")
            || type.contains("eventstream");
    return stream && fields.first("content-encoding").isEmpty();
  }

  /** The header fields; they stay in this JVM's memory and reach no log. A new map. */
  public Map<String, List<String>> headers() {
    return fields.all();
  }

  /** What is told of the body's events, or null if it has none. */
  @Nullable EventPulse pulse() {
    Tee t = tee;
    return t == null ? null : t.pulse();
  }

  /** Whether this is a stream of events, and not one of them has come that is the model's. */
  public boolean awaitsFirstEvent() {
    EventPulse pulse = pulse();
    return pulse != null && !pulse.any();
  }

  /**
   * When the last byte of a stream of events came, in credited milliseconds, be it nothing but a
   * comment that keeps the connection alive; 0 for whatever is no such stream.
   */
  public long keptAliveAt() {
    EventPulse pulse = pulse();
    return pulse == null ? 0 : pulse.aliveAt();
  }

  /** The bounded copy of the body, or null before the head has come. */
  public @Nullable Tee tee() {
    return tee;
  }

  /** What the attempt before was answered, or null. */
  public @Nullable Answer before() {
    return before;
  }

  /**
   * Nothing more comes of the call, and all who look at its answers have: at the second time their
   * bodies go, for the record of an ended call stays. The watchdog's thread only.
   */
  public void over() {
    boolean before = seenOver;
    seenOver = true;
    for (Answer a = this; before && a != null; a = a.before) {
      a.seenOver = true;
      a.tee = null;
    }
  }

  /** Whether nothing is kept of its body any more. */
  public boolean isLetGo() {
    return seenOver && tee == null;
  }
}
