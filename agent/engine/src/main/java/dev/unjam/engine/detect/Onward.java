package dev.unjam.engine.detect;

/**
 * How a holder that was found stuck goes on.
 *
 * @param itself whether it is at something else that goes well, or waits for somebody who is
 * @param byOthers whether other work that it handed over goes well
 * @param mayYet whether it has asked again who refused it, and has its answer still to come
 * @param wellMillis how long ago that one was last seen to do what it was asked, after it had
 *     refused or failed, in credited milliseconds; -1 if it was not
 * @param carriedOn whether something else than what it was stuck on goes on, or is queued, that may
 *     release what its task has left behind
 */
public record Onward(
    boolean itself, boolean byOthers, boolean mayYet, long wellMillis, boolean carriedOn) {
  /** It does not. */
  public static final Onward NOT = new Onward(false, false, false, -1, false);
}
