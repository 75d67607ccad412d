package dev.unjam.engine.remedy;

import dev.unjam.bridge.CallRecord;

/**
 * Ends a call by the client library's own handle.
 *
 * <p>Called on a disposable thread: it may block, and is then left behind.
 */
public interface CallAbort {
  /** The client, as the call names it. */
  String client();

  /**
   * Ends the call.
   *
   * @param message what the host is to be told
   * @return {@link Attempt.NoHandle} where the library has no way that cannot block
   * @throws Exception whatever the library throws
   */
  Attempt abort(CallRecord call, String message) throws Exception;
}
