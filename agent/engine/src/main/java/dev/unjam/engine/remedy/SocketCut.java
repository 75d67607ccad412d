package dev.unjam.engine.remedy;

/** Closes the socket that a thread is inside of; called on a disposable thread. */
public interface SocketCut {
  /**
   * Closes it.
   *
   * @param socket what the bridge noted: the socket's implementation
   * @throws Exception whatever closing throws
   */
  void cut(Object socket) throws Exception;
}
