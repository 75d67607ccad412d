package dev.unjam.engine.track;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One thread that holds something, as the watchdog saw it.
 *
 * @param record names the thread's record
 * @param threadId the thread's id
 * @param threadName the thread's name
 * @param alive whether the thread is alive
 * @param doing what it is doing
 * @param holds what it holds, oldest first
 * @param calls the last call that it began under a hold, and before it those that it started
 *     asynchronously and that are still in flight; latest first
 * @param refusals what it was refused inside its present hold, or null
 * @param inTask whether its thread runs a task of a pool, or is virtual: a turn rather than a
 *     program's life
 * @param denied whether a remedy has denied it everything further
 * @param handovers what is going on of what it handed over to other threads under its holds
 * @param refusers who refused or failed it under them, and how they have answered since
 */
public record HolderView(
    long record,
    long threadId,
    String threadName,
    boolean alive,
    Doing doing,
    List<HoldView> holds,
    List<CallView> calls,
    @Nullable RefusalsView refusals,
    boolean inTask,
    boolean denied,
    List<HandoverView> handovers,
    List<RefuserView> refusers) {

  /** Copies the lists. */
  public HolderView {
    holds = List.copyOf(holds);
    calls = List.copyOf(calls);
    handovers = List.copyOf(handovers);
    refusers = List.copyOf(refusers);
  }

  /** One that nobody has refused or failed anything. */
  public HolderView(
      long record,
      long threadId,
      String threadName,
      boolean alive,
      Doing doing,
      List<HoldView> holds,
      List<CallView> calls,
      @Nullable RefusalsView refusals,
      boolean inTask,
      boolean denied,
      List<HandoverView> handovers) {
    this(
        record,
        threadId,
        threadName,
        alive,
        doing,
        holds,
        calls,
        refusals,
        inTask,
        denied,
        handovers,
        List.of());
  }

  /** One that handed nothing over. */
  public HolderView(
      long record,
      long threadId,
      String threadName,
      boolean alive,
      Doing doing,
      List<HoldView> holds,
      List<CallView> calls,
      @Nullable RefusalsView refusals,
      boolean inTask,
      boolean denied) {
    this(
        record,
        threadId,
        threadName,
        alive,
        doing,
        holds,
        calls,
        refusals,
        inTask,
        denied,
        List.of());
  }

  /** The work of its own that this thread is at, or null. */
  public @Nullable HandoverView handover(long worker) {
    for (HandoverView v : handovers) {
      if (worker != 0 && v.worker() == worker) {
        return v;
      }
    }
    return null;
  }

  /** The call of the thread that does its work, or where that is 0 the last of its own; or null. */
  public @Nullable CallView callBy(long worker) {
    HandoverView v = handover(worker);
    return v == null ? (worker == 0 ? call() : null) : v.call();
  }

  /**
   * What is known of whom this call asks as one that refused or failed the same before, or null.
   */
  public @Nullable RefuserView refuser(CallView call) {
    for (RefuserView v : refusers) {
      if (v.peer().equals(call.peer()) && v.method().equals(call.method())) {
        return v;
      }
    }
    return null;
  }

  /** The last call that it began under a hold, or null. */
  public @Nullable CallView call() {
    return calls.isEmpty() ? null : calls.get(0);
  }

  /** What a thread does, as far as can be seen without stopping it. */
  public enum Doing {
    RUNNING,
    /** Waits for something that is no lock that somebody owns, or sleeps and nobody looked. */
    WAITING,
    /** Has slept for a while without waking up, after it was refused. */
    SLEEPING,
    /** The same, and it is a CompletableFuture that it waits for. */
    AWAITING_FUTURE,
    /** Waits for a lock that another living thread owns. */
    BLOCKED_BEHIND_OTHER,
    /** Nobody looked: it is in no call, nobody waits for it, and no verdict could depend on it. */
    NOT_ASKED;

    /** Whether it waits for anything but a lock that somebody owns, or sleeps. */
    public boolean waits() {
      return this == WAITING || this == SLEEPING || this == AWAITING_FUTURE;
    }
  }
}
