package dev.unjam.bridge;

import java.lang.invoke.VarHandle;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;

/**
 * Follows work from the thread that hands it over to the one that does it.
 *
 * <p>Called from the executors of {@code java.util.concurrent} and from {@code Thread}. The work is
 * told by identity and never wrapped, so that {@code instanceof Comparable}, {@code queue.remove}
 * and {@code cancel} are what they were.
 */
public final class FlowHooks {
  /** Stands for "was at no work that carries a flow". */
  private static final Object NONE = new Object();

  /** Stands for "the holder does itself what it handed over". */
  private static final Object INLINE = new Object();

  private static final String OF_EXECUTOR = "Executor$";

  /**
   * What OkHttp 4.3 and later do in the background, for all calls: nearly each hands it over again.
   */
  private static final String OF_OKHTTP = "okhttp3.internal.concurrent.TaskRunner$";

  /** The future of a stage that has not run yet. */
  private static volatile @Nullable VarHandle dependent;

  private FlowHooks() {}

  /** Gives access to {@code CompletableFuture.UniCompletion.dep}; once, on the agent's thread. */
  public static void access(VarHandle dep) {
    dependent = dep;
  }

  /**
   * Runs through what the hooks call while no hook is on yet: a hook may be called where no class
   * can be loaded, on a thread that carries virtual ones.
   */
  public static void warmUp() {
    ThreadRecord r = Threads.mine();
    Object work = new Object();
    r.push(work);
    Flow f = Flow.of(work, work, r, null);
    if (f != null) {
      Flows.put(f);
      ends(work, begins(work), true);
      AnswerHooks.wakes(AnswerHooks.holder());
      idle();
      workerRuns(work);
      Flows.end(f);
    }
    r.pop(work);
    Flows.prune();
  }

  /** The calling thread hands work over. */
  public static void handsOver(@Nullable Object work) {
    if (work == null || !Bridge.isOn()) {
      return;
    }
    ThreadRecord r = Threads.mineIfAny();
    Flow running = running(r);
    Flow before = Flows.of(work);
    if (before != null && !before.isVoid()) {
      if (!isOneErrand(work) && isOutside(before, r, running)) {
        // Everybody's: what it does next may be for somebody else.
        before.ends();
      } else if (running != null) {
        before.isSetOffBy(running);
      }
    } else if (gives(r, running) && !servesAll(work)) {
      follow(work, null, r, running);
    }
  }

  /** Whether the work is done once, for whoever made it; a Runnable may be a field of anything. */
  private static boolean isOneErrand(Object work) {
    return work instanceof Future || work instanceof Thread;
  }

  /** Whether who hands it over is neither the flow's holder nor does any work for him. */
  private static boolean isOutside(Flow f, @Nullable ThreadRecord r, @Nullable Flow running) {
    return r != f.holder && (running == null || running.holder != f.holder);
  }

  /**
   * Whether the work is an executor's own, such as the worker of Guava's {@code
   * SequentialExecutor}: it runs what all the others gave, for as long as there is any. An
   * anonymous class there wraps one task. The name first: to ask for a class may load it.
   */
  private static boolean servesAll(Object work) {
    if (work instanceof Executor) {
      return !isOneErrand(work);
    }
    String name = isOneErrand(work) ? "" : work.getClass().getName();
    if (!name.contains(OF_EXECUTOR)) {
      return name.startsWith(OF_OKHTTP);
    }
    Class<?> outer = work.getClass().getDeclaringClass();
    return outer != null && Executor.class.isAssignableFrom(outer);
  }

  /**
   * The calling thread has made work that is to be handed over and is known to nobody yet.
   *
   * @param promise the future in which somebody will look for its result, or null
   */
  public static void made(Object work, @Nullable Object promise) {
    if (!Bridge.isOn()) {
      return;
    }
    ThreadRecord r = Threads.mineIfAny();
    Flow running = running(r);
    if (gives(r, running)) {
      follow(work, promise, r, running);
    }
  }

  private static boolean gives(@Nullable ThreadRecord r, @Nullable Flow running) {
    if (r == null) {
      return running != null;
    }
    // What a library starts for itself, such as the JDK's Keep-Alive-Timer, is nobody's errand.
    return !r.sending && !r.isMuted() && (running != null || (givesOfItsOwn(r) && !r.inside));
  }

  private static boolean givesOfItsOwn(ThreadRecord r) {
    return (r.depth() > 0 && r.holdsOfItsOwn()) || (WriteFences.any() && WriteFences.of(r) != null);
  }

  private static void follow(
      Object work, @Nullable Object promise, @Nullable ThreadRecord r, @Nullable Flow running) {
    Flow made = Flow.of(work, promise, r, running);
    if (made != null) {
      Flows.put(made);
    }
  }

  /** The flow of the work that the calling thread is at, or null. */
  static @Nullable Flow running(@Nullable ThreadRecord r) {
    if (!Flows.any()) {
      return null;
    }
    Flow f = r == null ? null : r.flow();
    if (f == null) {
      f = Flows.ofThread(r);
    }
    return f == null || f.isVoid() ? null : f;
  }

  /**
   * The calling thread begins with some work.
   *
   * @return what {@link #ends} wants back, null if there is nothing to be done
   */
  public static @Nullable Object begins(Object work) {
    if (!Flows.any()) {
      return null;
    }
    Flow f = Flows.of(work);
    if (f == null) {
      // Done inline by what runs already (ForkJoinTask.invoke, helping a join): part of that.
      return null;
    }
    ThreadRecord r = Threads.mine();
    Flow before = r.flow();
    if (f == before || r.exempt) {
      return null;
    }
    if (r == f.holder) {
      return INLINE;
    }
    if (!f.begins(r)) {
      return null;
    }
    if (before != null && !(work instanceof FutureTask)) {
      // Such a task may be the next in a queue of somebody's own, which only comes after that.
      f.isSetOffBy(before);
    }
    r.flow(f);
    return before == null ? NONE : before;
  }

  /**
   * The calling thread goes on with what this holder waits for, by an object that the library has
   * for the wait.
   *
   * @return as {@link #begins}
   */
  static @Nullable Object worksFor(ThreadRecord holder, Object wait) {
    Flow known = Flows.of(wait);
    if (known == null || known.isVoid()) {
      Flow made = Flow.of(wait, null, holder, null);
      if (made == null) {
        return null;
      }
      Flows.put(made);
    }
    return begins(wait);
  }

  /**
   * The calling thread is done with the work.
   *
   * @param work what it began with
   * @param entered what {@link #begins} gave
   * @param over whether the work cannot run again
   */
  public static void ends(Object work, @Nullable Object entered, boolean over) {
    if (entered != INLINE) {
      ends(entered, over);
    } else if (over) {
      Flow own = Flows.of(work);
      if (own != null) {
        Flows.end(own);
      }
    }
  }

  /**
   * A stage of a CompletableFuture was tried; it has run once it no longer knows its future.
   *
   * @param entered what {@link #begins} gave
   */
  public static void tried(Object stage, @Nullable Object entered) {
    if (entered != null) {
      VarHandle dep = dependent;
      ends(stage, entered, dep == null || dep.get(stage) == null);
    }
  }

  static void ends(@Nullable Object entered, boolean over) {
    if (entered == null || entered == INLINE) {
      return;
    }
    ThreadRecord r = Threads.mine();
    Flow mine = r.flow();
    r.flow(entered instanceof Flow before ? before : null);
    if (mine != null && over) {
      Flows.end(mine);
    } else if (mine != null) {
      mine.pauses(r);
    }
  }

  /** A pool's worker is done with the task that it had. */
  public static void idle() {
    if (!Flows.any()) {
      return;
    }
    ThreadRecord r = Threads.mineIfAny();
    Flow f = r == null ? null : r.flow();
    if (r != null && f != null) {
      r.flow(null);
      Flows.end(f);
    }
  }

  /** A pool's worker has got a task. */
  public static void takes(@Nullable Object task) {
    if (task != null && Flows.any()) {
      Flow f = Flows.of(task);
      ThreadRecord r = f == null ? Threads.mineIfAny() : Threads.mine();
      if (r != null && !r.exempt) {
        r.flow(f != null && f.begins(r) ? f : null);
      }
    }
  }

  /** A pool's worker begins its life, with a first task or none. */
  public static void workerRuns(@Nullable Object firstTask) {
    poolsOwnThread();
    takes(firstTask);
  }

  /**
   * The calling thread is an event loop, which never waits for what it asks for. It may well hold
   * something: Netty's hold a lock of their own for their whole life.
   */
  public static void eventLoop() {
    poolsOwnThread();
    ThreadRecord r = Threads.mineIfAny();
    if (r != null) {
      r.loop = true;
    }
  }

  /** The calling thread is a pool's: whoever made the pool start it, it works for everybody. */
  public static void poolsOwnThread() {
    Flow f = Flows.of(Thread.currentThread());
    if (f != null) {
      Flows.end(f);
    }
  }
}
