package samplehost.harness;

/**
 * What a user was told.
 *
 * @param seq counts from 1 in each chat
 * @param ts when, as an ISO instant
 */
public record Reply(long seq, String text, String ts) {}
