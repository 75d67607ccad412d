package dev.unjam.engine.track;

import org.jspecify.annotations.Nullable;

/**
 * What a hold is called and where it was taken.
 *
 * <p>The text is made when somebody reads it: a scan sees tens of thousands of holds, and a person
 * hardly any. Knows no lock, so that a snapshot keeps none alive.
 */
public final class Title {
  private final Object what;
  private final int identity;
  private final @Nullable AcquisitionSite taken;
  private final @Nullable AcquisitionSite wanted;
  private final @Nullable String detail;

  private Title(
      Object what,
      int identity,
      @Nullable AcquisitionSite taken,
      @Nullable AcquisitionSite wanted,
      @Nullable String detail) {
    this.what = what;
    this.identity = identity;
    this.taken = taken;
    this.wanted = wanted;
    this.detail = detail;
  }

  /** The same with what there is to tell besides, or null. */
  Title with(@Nullable String more) {
    return more == null ? this : new Title(what, identity, taken, wanted, more);
  }

  /** The same with the place where somebody waits for it, or null. */
  Title wantedAt(@Nullable AcquisitionSite waits) {
    return waits == null ? this : new Title(what, identity, taken, waits, detail);
  }

  /** A title that is known already. */
  public static Title of(String name) {
    return new Title(name, 0, null, null, null);
  }

  /** The same with the place that took it. */
  public static Title of(String name, StackTraceElement takenAt) {
    Throwable stack = new Throwable();
    stack.setStackTrace(new StackTraceElement[] {takenAt});
    return new Title(name, 0, new AcquisitionSite(stack), null, null);
  }

  /** A lock file, named by its path, and where it was created. */
  static Title ofPath(String path, @Nullable AcquisitionSite taken) {
    return new Title(path, 0, taken, null, null);
  }

  /** A lock, named by its class and identity, and where it was taken. */
  static Title ofLock(Object lock, @Nullable AcquisitionSite taken) {
    return new Title(lock.getClass(), System.identityHashCode(lock), taken, null, null);
  }

  /** A lock file's path; else the class of the lock around the synchronizer, and its identity. */
  public String name() {
    return what instanceof Class<?> type
        ? Names.lockClass(type) + "@" + Integer.toHexString(identity)
        : what.toString();
  }

  /** What there is to tell besides: {@code read}, {@code 2 permits}; or null. */
  public @Nullable String detail() {
    return detail;
  }

  /** Where the host took it, as {@code Class.method(File.java:123)}, or null if unknown. */
  public @Nullable String site() {
    return taken == null ? null : taken.text();
  }

  /** Where it is used: {@link #site}, else where somebody waits for it, where one looked. */
  public @Nullable String usedAt() {
    String site = site();
    return site != null || wanted == null ? site : wanted.text();
  }

  @Override
  public String toString() {
    return name();
  }
}
