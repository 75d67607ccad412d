package dev.unjam.engine.track;

import dev.unjam.engine.refusal.Refusal;
import org.jspecify.annotations.Nullable;

/**
 * The refusals that a holder met inside its present hold, with no success since the first.
 *
 * @param last the latest
 * @param peer who refused: host and port, or {@code pid:name} of a child
 * @param whom the same for grouping: without a child's pid
 * @param status its status, 0 if none
 * @param count how many there were
 * @param firstMillis how long ago the first came, in credited milliseconds
 * @param lastMillis how long ago the latest came, in credited milliseconds
 * @param underSeq the hold that the calls were made under
 * @param heldSeq holds up to this number are older than the first refused call
 * @param callId the latest refused call
 * @param author the class that wrote its request, as for {@link CallView}; or null
 * @param doubtful whether it may as well have been got over: the child has said a great deal since,
 *     or has ended its turn as if nothing were. Nobody counts as stuck on such a one.
 */
public record RefusalsView(
    Refusal last,
    String peer,
    String whom,
    int status,
    int count,
    long firstMillis,
    long lastMillis,
    long underSeq,
    long heldSeq,
    long callId,
    @Nullable String author,
    boolean doubtful) {}
