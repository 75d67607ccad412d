package dev.unjam.conformance;

/**
 * A thread holds something; of what it holds more than once in its own right, as with stamps, there
 * is one for each.
 *
 * @param key the object by which the agent knows the lock
 * @param recorded whether it must be on its thread's record for as long as it lasts, once. It need
 *     not be from the moment on when one thread has given back what another took: whose the rest is
 *     the lock itself does not know. Then nothing may be on record that nobody holds
 */
record Held(int thread, Object key, boolean recorded) {
  /** One that only its owner can give back. */
  Held(int thread, Object key) {
    this(thread, key, true);
  }
}
