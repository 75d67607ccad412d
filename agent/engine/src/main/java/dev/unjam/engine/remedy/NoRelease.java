package dev.unjam.engine.remedy;

/**
 * Refuses what cannot be released by anybody but its holder.
 *
 * @param why as the log has it
 */
record NoRelease(String why) implements Release {
  /** Read holds: a thread's count is in a ThreadLocal of its own. */
  static final Release READ_HOLD =
      new NoRelease("read holds are counted per thread and cannot be released by another");

  /** Semaphores and stamps that one thread takes and another gives back. */
  static final Release HANDED_OVER =
      new NoRelease("others than its holder give it back, who may have it by now");

  @Override
  public Attempt release(Hold hold) {
    return new Attempt.NoHandle(why);
  }
}
