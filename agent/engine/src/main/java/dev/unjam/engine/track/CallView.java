package dev.unjam.engine.track;

import dev.unjam.bridge.CallRecord.Phase;
import dev.unjam.bridge.ChildCall;
import dev.unjam.engine.refusal.Refusal;
import org.jspecify.annotations.Nullable;

/**
 * One call as the watchdog saw it.
 *
 * @param id names the call
 * @param client the client library, or for a child its protocol
 * @param method HTTP method, the protocol's method, or command name
 * @param peer host and port, or {@code pid:name} of a child
 * @param phase how far it has come
 * @param status the answer's status, 0 before its head
 * @param ageMillis since it began, in credited milliseconds
 * @param silentMillis since the last byte while a thread waits for the next, in credited
 *     milliseconds; 0 if nobody waits
 * @param underSeq the hold that the call was made under
 * @param heldSeq holds up to this number are older than the call
 * @param async whether the calling method has returned already
 * @param awaitsFirst whether a stream of events has brought none yet that is the model's
 * @param refusal what the provider said no with, or null
 * @param awaited whether who began it waits for this very call; {@link Awaited#YES} unless async
 * @param keptAlive whether it is a stream whose server still keeps the connection alive
 * @param author the class that wrote the request, where the call was seen on its socket alone; or
 *     null
 * @param over whether it is known that no answer can come: the child has closed its output
 */
public record CallView(
    long id,
    String client,
    String method,
    String peer,
    Phase phase,
    int status,
    long ageMillis,
    long silentMillis,
    long underSeq,
    long heldSeq,
    boolean async,
    boolean awaitsFirst,
    @Nullable Refusal refusal,
    Awaited awaited,
    boolean keptAlive,
    @Nullable String author,
    boolean over) {

  /** One whose answer may still come. */
  public CallView(
      long id,
      String client,
      String method,
      String peer,
      Phase phase,
      int status,
      long ageMillis,
      long silentMillis,
      long underSeq,
      long heldSeq,
      boolean async,
      boolean awaitsFirst,
      @Nullable Refusal refusal,
      Awaited awaited,
      boolean keptAlive,
      @Nullable String author) {
    this(
        id,
        client,
        method,
        peer,
        phase,
        status,
        ageMillis,
        silentMillis,
        underSeq,
        heldSeq,
        async,
        awaitsFirst,
        refusal,
        awaited,
        keptAlive,
        author,
        false);
  }

  /** The same if it has been silent for so long only. */
  CallView silentFor(long millis) {
    return with(phase, millis);
  }

  /** The same for who waits for it no more: it is over for him, whatever still comes. */
  CallView left() {
    return with(Phase.DONE, 0);
  }

  private CallView with(Phase at, long silent) {
    return new CallView(
        id,
        client,
        method,
        peer,
        at,
        status,
        ageMillis,
        silent,
        underSeq,
        heldSeq,
        async,
        awaitsFirst,
        refusal,
        awaited,
        keptAlive,
        author,
        over);
  }

  /** Whether the peer is a child process. */
  public boolean child() {
    return ChildCall.isClient(client);
  }

  /** Whom it goes to, for grouping: of a child the name of its command. */
  public String whom() {
    return child() ? peer.substring(peer.indexOf(':') + 1) : peer;
  }

  /** Whether the answer is still to come, or more of it. */
  public boolean inFlight() {
    return phase != Phase.DONE;
  }

  /** Whether a thread waits inside the call, or for what it started asynchronously. */
  public boolean waitedFor() {
    return inFlight() && silentMillis > 0;
  }
}
