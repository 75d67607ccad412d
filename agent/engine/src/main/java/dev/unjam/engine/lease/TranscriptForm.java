package dev.unjam.engine.lease;

/** How an incident is written into a transcript. */
public enum TranscriptForm {
  /** A {@code custom} entry that is chained to the last one; sessions stay usable with it. */
  OPENCLAW,
  /** One JSON object of ours. */
  GENERIC,
  /** Not at all. */
  NONE
}
