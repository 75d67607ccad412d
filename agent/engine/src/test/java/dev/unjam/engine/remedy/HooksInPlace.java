package dev.unjam.engine.remedy;

/** What keeps a fenced holder from writing is woven, or cannot be. */
final class HooksInPlace implements FenceHooks {
  boolean work = true;
  int awaited;

  /** When the first remedy begins, and by nobody here. */
  @Override
  public void begin() {
    throw new AssertionError();
  }

  @Override
  public boolean areIn(long millis) {
    awaited++;
    return work;
  }
}
