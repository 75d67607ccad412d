package dev.unjam.conformance;

/**
 * One thread makes one move; a thread that is still blocked is interrupted instead, or left alone.
 *
 * @param arg what the move needs besides: which condition, how many permits
 */
record Step<M extends Move>(int thread, M move, int arg) {
  @Override
  public String toString() {
    return "T" + thread + " " + move + "(" + arg + ")";
  }
}
