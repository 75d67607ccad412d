package dev.unjam.bridge;

import org.jspecify.annotations.Nullable;

/** A lock file that a thread of this JVM created exclusively and nobody has deleted yet. */
public final class LeaseRecord {
  private final String path;
  private final ThreadRecord owner;
  private final long since = Ticks.now();
  private final long createdAtMillis = System.currentTimeMillis();
  private volatile boolean released;
  private volatile @Nullable Object identity;

  LeaseRecord(String path, ThreadRecord owner) {
    this.path = path;
    this.owner = owner;
  }

  /** The lock file's absolute path. */
  public String path() {
    return path;
  }

  /** The record of the thread that created it. */
  public ThreadRecord owner() {
    return owner;
  }

  /** When it was created, in credited milliseconds. */
  public long since() {
    return since;
  }

  /** When it was created, in milliseconds of the wall clock. */
  public long createdAtMillis() {
    return createdAtMillis;
  }

  /** Whether the file is gone or was taken from its holder. */
  public boolean isReleased() {
    return released;
  }

  /** Says that the file is gone or was taken from its holder. */
  public void release() {
    released = true;
  }

  /** What the agent noted of the file when it first saw it, or null. */
  public @Nullable Object identity() {
    return identity;
  }

  /** Notes what the file looks like; the watchdog's thread only. */
  public void identity(Object seen) {
    identity = seen;
  }
}
