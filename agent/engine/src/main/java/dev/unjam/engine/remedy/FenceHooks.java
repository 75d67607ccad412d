package dev.unjam.engine.remedy;

/**
 * The hooks that keep a fenced holder from writing, in the JDK's own classes: they go in when the
 * first remedy begins for a holder whose transcript may have to be fenced, for few hosts ever come
 * to that.
 */
public interface FenceHooks {
  /** Begins to put them in, unless that was done, and returns at once; any thread. */
  void begin();

  /**
   * Waits until they are in; a remedy's thread.
   *
   * @return whether every way to write asks from now on; false as well after so many milliseconds
   */
  boolean areIn(long millis) throws InterruptedException;
}
