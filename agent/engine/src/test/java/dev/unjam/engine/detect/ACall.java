package dev.unjam.engine.detect;

import dev.unjam.bridge.CallRecord.Phase;
import dev.unjam.engine.refusal.Refusal;
import dev.unjam.engine.track.Awaited;
import dev.unjam.engine.track.CallView;
import org.jspecify.annotations.Nullable;

/** A made-up call: when it began, and how far it has come. */
record ACall(
    long id,
    String client,
    String peer,
    Phase phase,
    long startedAt,
    long lastByteAt,
    long underSeq,
    long heldSeq,
    boolean async) {

  /** The same call, of which something has come now. */
  ACall gets(Phase next, long now) {
    return new ACall(id, client, peer, next, startedAt, now, underSeq, heldSeq, async);
  }

  boolean isOver() {
    return phase == Phase.DONE;
  }

  /**
   * What is seen of it.
   *
   * @param refused what it was refused with, if it was
   * @param awaited whether somebody waits for it, where it is asynchronous
   * @param author the class that writes to its socket, where that is all that is known
   */
  CallView view(
      long now,
      @Nullable Refusal refused,
      Awaited awaited,
      boolean keptAlive,
      @Nullable String author) {
    return new CallView(
        id,
        client,
        "POST",
        peer,
        phase,
        refused != null ? 429 : phase == Phase.BODY ? 200 : 0,
        now - startedAt,
        isOver() ? 0 : Math.max(1, now - lastByteAt),
        underSeq,
        heldSeq,
        async,
        false,
        refused,
        async ? awaited : Awaited.YES,
        keptAlive,
        author);
  }
}
