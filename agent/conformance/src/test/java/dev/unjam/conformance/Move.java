package dev.unjam.conformance;

/** One thing that a thread can do with a lock. */
interface Move {
  /** How often it comes, against the others. */
  int weight();
}
