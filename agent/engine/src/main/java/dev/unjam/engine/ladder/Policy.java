package dev.unjam.engine.ladder;

/**
 * How far the ladder may go.
 *
 * @param graceMillis how long a rung may take to show its effect, in credited milliseconds
 * @param thresholdMillis the same where the holder is still there and no longer found stuck
 * @param silenceMillis the same where it has turned to something else in between
 * @param leakMillis how long a hold may stay with nobody left to release it
 * @param releaseOrphans whether what nobody is left to release may be released by force
 * @param releaseLeases whether a living holder's lock files may be
 * @param releaseLocks whether a living holder's locks may be
 */
public record Policy(
    long graceMillis,
    long thresholdMillis,
    long silenceMillis,
    long leakMillis,
    boolean releaseOrphans,
    boolean releaseLeases,
    boolean releaseLocks) {}
