package dev.unjam.bridge;

import org.jspecify.annotations.Nullable;

/** A lock file that a thread of this JVM created exclusively and nobody has deleted yet. */
public final class LeaseRecord {
  private final String path;
  private final ThreadRecord owner;
  private final long since = Ticks.now();
  private volatile long madeAtMillis = System.currentTimeMillis();
  private volatile int renewals;
  private volatile boolean released;
  private volatile @Nullable Object identity;
  private volatile @Nullable String incident;
  private volatile @Nullable String lost;

  /** What becomes of the holder, should the lock be taken from it. */
  final Loss loss = new Loss();

  final Seizure seizure = new Seizure();

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

  /** When its holder made the file, in milliseconds of the wall clock. */
  public long madeAtMillis() {
    return madeAtMillis;
  }

  /** How often its holder has put another file in the place of the one before; any thread. */
  public int renewals() {
    return renewals;
  }

  /**
   * Another file has come into its place, which is its holder's if that put it there, at the task
   * that holds it. Any other thread may have taken a stale lock over by that, for itself; an event
   * loop too, which is at several turns at a time.
   *
   * @param r the thread that did so; on that thread
   */
  void replacedBy(ThreadRecord r) {
    int held = r == owner && !r.loop ? r.newest(this) : -1;
    if (held >= 0 && !r.taskEndedAt(held)) {
      int before = renewals;
      madeAtMillis = System.currentTimeMillis();
      renewals = before + 1;
    }
  }

  /** Whether the file is gone or was taken from its holder. */
  public boolean isReleased() {
    return released;
  }

  /** Says that the file is gone or was taken from its holder. */
  public void release() {
    released = true;
    loss.released();
  }

  /**
   * It is being taken from its holder, whose thread has this stack; the remedy's thread.
   *
   * @param graceMillis how long a thread outside a pool is taken to be at the same turn after it
   *     was seen to have left that
   */
  public void lostIn(StackTraceElement[] stack, long graceMillis) {
    loss.lostIn(stack, graceMillis);
  }

  /**
   * Its file goes at any moment from now on: what its holder, or work of that, deletes is absorbed.
   * It goes by {@link LeaseHooks#forget} or stays by {@link #giveUp}; the remedy's thread.
   *
   * @return false if another remedy is at that
   */
  public boolean seize() {
    return seizure.begin();
  }

  /**
   * Its file stays with its holder, whose deletions are done again; on the thread that seized it.
   *
   * @return whether one was absorbed meanwhile, and is to be done on the holder's behalf
   */
  public boolean giveUp() {
    return seizure.giveUp();
  }

  /**
   * It is its holder's no more, and nobody in this JVM has done that; a thread of the agent's.
   *
   * @param how in a word, for the log
   */
  public void lost(String how) {
    lost = how;
  }

  /** What was given to {@link #lost(String)}, or null; any thread. */
  public @Nullable String lost() {
    return lost;
  }

  /** It is taken from its holder in the incident of this id; the remedy's thread. */
  public void lostTo(String id) {
    incident = id;
  }

  /** The id of the incident in which it is taken from its holder, or null; any thread. */
  public @Nullable String incident() {
    return incident;
  }

  /** Whether nothing is kept any more from whom it was taken from; any thread. */
  public boolean isLossOver() {
    return loss.isOver();
  }

  /** What the agent noted of the file when it first saw it, or null. */
  public @Nullable Object identity() {
    return identity;
  }

  /** Notes what the file looks like; one thread of the agent's at a time. */
  public void identity(Object seen) {
    identity = seen;
  }
}
