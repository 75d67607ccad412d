package dev.unjam.engine.lease;

import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How an incident is written into a transcript: lines without their ends. */
public interface TranscriptForm {
  /** A {@code custom} entry that is chained to the last one; sessions stay usable with it. */
  TranscriptForm OPENCLAW = new OpenclawForm();

  /** One JSON object of ours. */
  TranscriptForm GENERIC = new GenericForm();

  /** Not at all. */
  TranscriptForm NONE = new NoForm();

  /** Whether the entry names the one before it, which must be found then. */
  boolean isChained();

  /** The first line of a transcript that has to be made, or null. */
  @Nullable String header(Path transcript, RecoveryEntry entry);

  /** The entry, after the one with this id, or none. */
  String line(Path transcript, RecoveryEntry entry, @Nullable String parent);

  /** Whether an object of the transcript's is the entry of this incident. */
  boolean tells(Map<String, @Nullable Object> object, String incident);
}
