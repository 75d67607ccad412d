package dev.unjam.bridge;

import dev.unjam.bridge.CallRecord.Phase;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;
import org.jspecify.annotations.Nullable;

/**
 * How far a call has come, and what has come back.
 *
 * <p>Written by the thread that calls or by the client's own threads, read by all of them and by
 * the watchdog. What is written is in order, and without a fence, of which each would cost as much
 * as all the rest of a hook: a reader sees it some nanoseconds later.
 */
abstract class CallProgress extends CallSocket {
  private static final AtomicReferenceFieldUpdater<CallProgress, Phase> PHASE =
      AtomicReferenceFieldUpdater.newUpdater(CallProgress.class, Phase.class, "phase");
  private static final AtomicReferenceFieldUpdater<CallProgress, Answer> ANSWER =
      AtomicReferenceFieldUpdater.newUpdater(CallProgress.class, Answer.class, "answer");

  private volatile Phase phase;
  private volatile Answer answer;

  // Not volatile, for they are written at every read of a body, and read once a tick.
  private long lastByteAt = Ticks.now();
  private long bytes;

  // Of the answer, for who reads the body has the call at hand and nothing else. Not volatile: the
  // head is there before a body is, on whichever thread.
  private @Nullable EventPulse pulse;
  private @Nullable Tee open;

  @SuppressWarnings("NullAway.Init")
  CallProgress(@Nullable CallRecord before, Answer first) {
    super(before);
    PHASE.lazySet(this, Phase.CONNECTING);
    answer(first);
  }

  /** What is asked for is on its way, for the second time if an answer was there already. */
  void sent() {
    if (answer.status >= 200) {
      again();
    } else if (phase == Phase.CONNECTING) {
      phase(Phase.SENT);
    }
  }

  /**
   * What is asked for is on its way, and may have been for long: where a thread of the client's own
   * brings the answer, that may be there before who asks comes to tell.
   */
  void isOut() {
    PHASE.compareAndSet(this, Phase.CONNECTING, Phase.SENT);
  }

  /** It is asked for once more, if there was an answer. */
  void again() {
    if (answer.status != 0 && phase != Phase.DONE) {
      answer(answer.again());
      lastByteAt = Ticks.now();
      phase(Phase.SENT);
    }
  }

  /** The head of the answer has come; another one than before if the library tries again. */
  public void head(int code, Map<String, List<String>> fields) {
    head(code, Fields.of(fields));
  }

  void head(int code, Fields fields) {
    Answer a = answer;
    answer((a.status >= 200 ? a.again() : a).head(code, fields));
    lastByteAt = Ticks.now();
    if (phase != Phase.DONE) {
      phase(Phase.BODY);
    } else {
      // It was ended meanwhile, by the thread that asked.
      letGoOfBody();
    }
  }

  /** Its body is let on, which was over for everybody. */
  final void comesBack() {
    phase(Phase.BODY);
    answer(answer);
  }

  void progress(int n) {
    lastByteAt = Ticks.now();
    long before = bytes;
    bytes = before + n;
  }

  /** So much of the body has come, and its tee has it: what only keeps alive is no progress. */
  void received(int n) {
    EventPulse p = pulse;
    lastByteAt = p == null ? Ticks.now() : p.at();
    long before = bytes;
    bytes = before + n;
  }

  final void phase(Phase p) {
    PHASE.lazySet(this, p);
  }

  private void answer(Answer a) {
    if (phase != Phase.DONE) {
      pulse = a.pulse();
      open = a.tee();
    }
    ANSWER.lazySet(this, a);
  }

  /** How far it has come. */
  public Phase phase() {
    return phase;
  }

  /** When the last byte came, or the call began, in credited milliseconds. */
  public long lastByteAt() {
    return lastByteAt;
  }

  /** How many bytes of the body have come. */
  public long bytes() {
    return bytes;
  }

  /** What has come back in the latest attempt. */
  public Answer answer() {
    return answer;
  }

  /** The latest answer's status, 0 before its head has come. */
  public int status() {
    return answer.status;
  }

  /** What is told of the events of the latest answer's body, or null; as long as it comes. */
  final @Nullable EventPulse pulse() {
    return pulse;
  }

  /**
   * What keeps more of the latest answer's body, or null if nothing does; whoever reads or delivers
   * it. Most of a large body is not kept, and is to cost next to nothing.
   */
  final @Nullable Tee openTee() {
    Tee tee = open;
    return tee == null || tee.isFull() ? null : tee;
  }

  /**
   * The same where the end may come out of the very read that brings the last of the body: OkHttp
   * tells it as soon as it has as many bytes as the head has announced.
   */
  final @Nullable Tee teeOfRead() {
    Tee tee = open;
    if (tee == null && phase == Phase.DONE) {
      tee = answer.tee();
    }
    return tee == null || tee.isFull() ? null : tee;
  }

  /** No more of a body comes: the record of a call stays, and is not to keep that alive. */
  final void letGoOfBody() {
    pulse = null;
    open = null;
  }

  /** The bounded copy of the latest answer's body, or null. */
  public @Nullable Tee tee() {
    return answer.tee();
  }
}
