package dev.unjam.conformance;

/** What a thread can do with one of two channels to one file. */
enum FileMove implements Move {
  LOCK(5),
  LOCK_ALL(2),
  LOCK_SHARED(2),
  TRY(3),
  TRY_ALL(1),
  RELEASE(6),
  CLOSE_LOCK(2),
  RELEASE_ANOTHERS(2),
  VALID(2),
  CLOSE_CHANNEL(1);

  private final int weight;

  FileMove(int weight) {
    this.weight = weight;
  }

  @Override
  public int weight() {
    return weight;
  }

  boolean acquires() {
    return compareTo(RELEASE) < 0;
  }

  boolean all() {
    return this == LOCK_ALL || this == TRY_ALL;
  }
}
