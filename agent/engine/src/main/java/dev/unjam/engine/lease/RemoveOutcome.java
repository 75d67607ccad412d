package dev.unjam.engine.lease;

/** How the removal of a lock file ended. */
public sealed interface RemoveOutcome {
  /** Why it was not we who removed it, in plain words; empty where it was. */
  String why();

  /** It is gone, by us. */
  record Removed() implements RemoveOutcome {
    @Override
    public String why() {
      return "";
    }
  }

  /** Another lock file lies there than the one that was looked at; it was left, or put back. */
  record Changed() implements RemoveOutcome {
    @Override
    public String why() {
      return "it changed since it was looked at";
    }
  }

  /** It was gone before we came. */
  record Gone() implements RemoveOutcome {
    @Override
    public String why() {
      return "it was gone already";
    }
  }

  /**
   * It was not tried.
   *
   * @param passing whether others were at it just then, so that a later try may do
   */
  record Refused(String why, boolean passing) implements RemoveOutcome {
    /** For as long as nothing changes. */
    public Refused(String why) {
      this(why, false);
    }
  }

  /**
   * Nothing says that it is a lock; it was not tried.
   *
   * @param passing whether its holder may be just writing it anew
   */
  record Unknown(String why, boolean passing) implements RemoveOutcome {
    /** Whenever it is looked at. */
    public Unknown(String why) {
      this(why, false);
    }
  }

  /** It was tried and did not work. */
  record Failed(String why) implements RemoveOutcome {}
}
