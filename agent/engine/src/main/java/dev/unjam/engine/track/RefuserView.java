package dev.unjam.engine.track;

/**
 * One that refused or failed a holder's calls under holds that are still there, and how it has
 * answered since.
 *
 * @param peer host and port, or {@code pid:name} of a child
 * @param method what it was asked for, as for {@link CallView}
 * @param failures how many calls in a row it has refused or failed, 0 once it answered one well
 * @param ownWell the last call of the holder's own thread that it has answered well since; 0 if
 *     there is none, or there were no more than before it refused the last time
 * @param well the same of any call that was made for the holder
 * @param wellMillis how long ago the last byte of that of its own came, in credited milliseconds
 */
public record RefuserView(
    String peer, String method, int failures, long ownWell, long well, long wellMillis) {}
