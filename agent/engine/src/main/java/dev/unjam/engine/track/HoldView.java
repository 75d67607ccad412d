package dev.unjam.engine.track;

import org.jspecify.annotations.Nullable;

/**
 * One hold as the watchdog saw it.
 *
 * @param seq the hold's number within its holder's record
 * @param kind what is held
 * @param title what it is called and where it was taken
 * @param ageMillis how long it is held, in credited milliseconds
 * @param ownerless whether its thread is dead or the task that took it has ended
 * @param ownerlessMillis for how long that has been so, in credited milliseconds
 * @param waiters how many threads are known to wait for it; counted only where it is old enough
 * @param abandoned whether it is likely that nobody will release it: its thread is dead, or the
 *     last call of its task failed
 * @param refusals what its task was refused under it, known where it is ownerless; or null
 * @param handedOver whether others than who takes it are known to give it back: nobody's leak then
 */
public record HoldView(
    long seq,
    HoldKind kind,
    Title title,
    long ageMillis,
    boolean ownerless,
    long ownerlessMillis,
    int waiters,
    boolean abandoned,
    @Nullable RefusalsView refusals,
    boolean handedOver) {

  /** One that nobody else gives back. */
  public HoldView(
      long seq,
      HoldKind kind,
      Title title,
      long ageMillis,
      boolean ownerless,
      long ownerlessMillis,
      int waiters,
      boolean abandoned,
      @Nullable RefusalsView refusals) {
    this(
        seq,
        kind,
        title,
        ageMillis,
        ownerless,
        ownerlessMillis,
        waiters,
        abandoned,
        refusals,
        false);
  }

  /**
   * Whether it is as likely any other file that a task has made under such a name and left: it
   * guards no transcript, and nobody waits for it.
   */
  public boolean mayBeNoLock() {
    return kind == HoldKind.LOCKFILE && waiters == 0 && !name().endsWith(".jsonl.lock");
  }

  /** The lock file's path, or the lock's class and identity. */
  public String name() {
    return title.name();
  }

  /** Where the host took it, as {@code Class.method(File.java:123)}, or null if unknown. */
  public @Nullable String site() {
    return title.site();
  }

  /** The same, or where somebody waits for it, where one looked; or null. */
  public @Nullable String usedAt() {
    return title.usedAt();
  }
}
