package dev.unjam.conformance;

/**
 * A thread holds something.
 *
 * @param key the object by which the agent knows the lock
 */
record Held(int thread, Kind kind, Object key) {}
