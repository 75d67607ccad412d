package dev.unjam.engine.track;

/**
 * Names one hold for the life of the JVM.
 *
 * @param record its holder's record
 * @param seq its number within that
 */
public record HoldId(long record, long seq) {}
