package dev.unjam.engine.lease;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A lock file as it was found: where, what, and what its holder wrote into it.
 *
 * @param path where it lies
 * @param identity what tells it from a later one of the same name; null where it could not be told
 * @param raw its bytes, one character each, or null where they could not be read
 * @param payload what could be made of them
 * @param problem why it could not be read, or null
 */
public record LockFile(
    Path path,
    @Nullable FileIdentity identity,
    @Nullable String raw,
    LockPayload payload,
    @Nullable String problem) {

  /** Returns the holder's pid as it was written, or null. */
  public @Nullable Long pid() {
    return payload.pid();
  }

  /** Returns when it was taken, as the holder wrote it, or null. */
  public @Nullable Instant createdAt() {
    return payload.createdAt();
  }

  /** Returns the holder's start in clock ticks since boot, as it was written, or null. */
  public @Nullable Long starttime() {
    return payload.starttime();
  }

  /** Returns how long the holder meant to hold it, or null. */
  public @Nullable Duration maxHold() {
    return payload.maxHold();
  }

  /** Returns everything that the holder wrote, the fields that we do not know included. */
  public Map<String, @Nullable Object> fields() {
    return payload.fields();
  }

  /** Returns when it was last written to, or null where that is not known. */
  public @Nullable Instant modified() {
    return identity == null ? null : identity.modified().toInstant();
  }

  /** Returns since when it is held: as written, else by its last change, or null. */
  public @Nullable Instant since() {
    Instant written = createdAt();
    return written != null ? written : modified();
  }

  /**
   * Returns the last moment at which somebody is known to have worked on it: what the holder wrote
   * or the last change, whichever is later; null where neither is known.
   */
  @Nullable Instant lastSign() {
    Instant written = createdAt();
    Instant modified = modified();
    if (written == null || modified == null) {
      return written == null ? modified : written;
    }
    return written.isAfter(modified) ? written : modified;
  }

  /**
   * Returns how long it is held at that time, never below zero, or null where that is not known.
   */
  public @Nullable Duration age(Instant now) {
    Instant since = since();
    if (since == null) {
      return null;
    }
    return since.isAfter(now) ? Duration.ZERO : Duration.between(since, now);
  }

  /** Returns whether it was read and there is nothing in it but white space. */
  public boolean isEmpty() {
    return raw != null && raw.isBlank();
  }
}
