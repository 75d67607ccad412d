package dev.unjam.engine.lease;

/** How an entry into a transcript ended. */
public sealed interface TranscriptOutcome {
  /**
   * It is in the file.
   *
   * @param created whether the transcript was missing and was made
   */
  record Written(boolean created) implements TranscriptOutcome {}

  /** The incident had its entry before. */
  record AlreadyThere() implements TranscriptOutcome {}

  /**
   * It was not to be written.
   *
   * @param why in plain words
   */
  record Skipped(String why) implements TranscriptOutcome {}

  /**
   * Others' entries are being written there; a later try may do.
   *
   * @param moving whether any of them came to its turn meanwhile
   */
  record PutOff(boolean moving) implements TranscriptOutcome {}

  /**
   * It could not be written.
   *
   * @param why in plain words
   * @param lasting whether it will fail again as long as the transcript is what it is
   */
  record Failed(String why, boolean lasting) implements TranscriptOutcome {
    /** Much has to be read to find that out, and the transcript's next entry mends it. */
    public static final Failed UNCHAINED = new Failed("its end has no entry to chain to");

    /** One that may go well another time. */
    public Failed(String why) {
      this(why, false);
    }
  }
}
