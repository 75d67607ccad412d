package dev.unjam.engine.lease;

/** How far a removal has come: where a remover may be killed, and a test stops it. */
enum Step {
  /** The guard is held. */
  GUARDED,
  /** What lies there is what was meant. */
  LOOKED_AT,
  /** It lies aside, and is looked at once more. */
  MOVED_ASIDE,
  /** What lies aside is what was meant. */
  VERIFIED,
  /** It is gone. */
  DELETED,
  /** It was not what was meant, and has its own name again besides. */
  LINKED_BACK,
  /** It has its own name again, and no other. */
  PUT_BACK;

  /** Hears of each step on the remover's thread, before the next one. */
  interface Listener {
    Listener NOBODY = step -> {};

    void reached(Step step);
  }
}
