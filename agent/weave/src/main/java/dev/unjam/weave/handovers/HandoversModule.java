package dev.unjam.weave.handovers;

import static net.bytebuddy.matcher.ElementMatchers.isBridge;
import static net.bytebuddy.matcher.ElementMatchers.isConstructor;
import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.namedOneOf;
import static net.bytebuddy.matcher.ElementMatchers.not;
import static net.bytebuddy.matcher.ElementMatchers.takesArguments;

import dev.unjam.weave.Advised;
import dev.unjam.weave.WeaveModule;
import java.util.HashMap;
import java.util.Map;
import net.bytebuddy.asm.AsmVisitorWrapper;

/**
 * Where the JDK takes work from one thread and gives it to another.
 *
 * <p>Taken: {@code execute} of a pool, {@code delayedExecute} for all that is scheduled, the one
 * method of ForkJoinPool that every submission ends in ({@code externalSubmit}, since 21 {@code
 * poolSubmit}) and {@code fork}, each FutureTask as it is made (so that a library's own executor is
 * followed as well), the tasks and stages of CompletableFuture as they are made, and threads that
 * start; a virtual one as it is made, for VirtualThread is touched by nobody.
 *
 * <p>Given: {@code getTask} of a worker and its first task, {@code doExec}, {@code run} and {@code
 * tryFire}. Told: what wakes who waits for a CompletableFuture, or for a FutureTask. The relays of
 * CompletableFuture run nothing of the host's.
 */
public final class HandoversModule implements WeaveModule {
  private static final String CONCURRENT = "java/util/concurrent/";
  private static final String POOL = CONCURRENT + "ThreadPoolExecutor";
  private static final String WORKER = POOL + "$Worker";
  private static final String SCHEDULED = CONCURRENT + "ScheduledThreadPoolExecutor";
  private static final String FUTURE_TASK = CONCURRENT + "FutureTask";
  private static final String FORK_JOIN = CONCURRENT + "ForkJoinPool";
  private static final String FORK_JOIN_TASK = CONCURRENT + "ForkJoinTask";
  private static final String FORK_JOIN_THREAD = CONCURRENT + "ForkJoinWorkerThread";
  private static final String THREAD = "java/lang/Thread";
  private static final String THREAD_BUILDERS = "java/lang/ThreadBuilders";
  private static final String[] RUN = {"run"};
  private static final String FUTURE = CONCURRENT + "CompletableFuture$";
  private static final String SIGNALLER = FUTURE + "Signaller";
  private static final boolean VIRTUAL_THREADS = Runtime.version().feature() >= 21;

  private static final String[] STAGES = {
    "UniApply",
    "UniAccept",
    "UniRun",
    "UniWhenComplete",
    "UniHandle",
    "UniExceptionally",
    "UniComposeExceptionally",
    "UniCompose",
    "BiApply",
    "BiAccept",
    "BiRun",
    "OrApply",
    "OrAccept",
    "OrRun"
  };

  @Override
  public String id() {
    return "handovers";
  }

  @Override
  public Map<String, String[]> targets() {
    Map<String, String[]> targets = new HashMap<>();
    targets.put(POOL, new String[] {"execute", "getTask"});
    targets.put(WORKER, RUN);
    targets.put(SCHEDULED, new String[] {"delayedExecute"});
    targets.put(FUTURE_TASK, new String[] {"run", "runAndReset", "finishCompletion"});
    targets.put(FORK_JOIN, new String[] {VIRTUAL_THREADS ? "poolSubmit" : "externalSubmit"});
    targets.put(FORK_JOIN_TASK, new String[] {"fork", "doExec"});
    targets.put(FORK_JOIN_THREAD, RUN);
    targets.put(FUTURE + "AsyncSupply", RUN);
    targets.put(FUTURE + "AsyncRun", RUN);
    targets.put(SIGNALLER, new String[] {"tryFire"});
    for (String stage : STAGES) {
      targets.put(FUTURE + stage, new String[] {"tryFire"});
    }
    targets.put(THREAD, new String[] {"start"});
    if (VIRTUAL_THREADS) {
      targets.put(THREAD_BUILDERS, new String[] {"newVirtualThread"});
    }
    return targets;
  }

  @Override
  public AsmVisitorWrapper advice(String internalName) {
    return internalName.startsWith(FUTURE) ? completable(internalName) : executor(internalName);
  }

  private static AsmVisitorWrapper completable(String name) {
    if (name.equals(SIGNALLER)) {
      return Advised.methods(WakeAdvice.class, named("tryFire").and(not(isBridge())));
    }
    return name.contains("$Async")
        ? all(
            Advised.methods(PromiseAdvice.class, isConstructor()),
            Advised.methods(RunAdvice.class, named("run").and(takesArguments(0))))
        : all(
            Advised.methods(StageAdvice.class, isConstructor()),
            Advised.methods(FireAdvice.class, named("tryFire").and(not(isBridge()))));
  }

  private static AsmVisitorWrapper executor(String name) {
    return switch (name) {
      case POOL ->
          all(
              Advised.methods(ArgumentAdvice.class, named("execute").and(takesArguments(1))),
              Advised.methods(NextTaskAdvice.class, named("getTask").and(takesArguments(0))));
      case WORKER -> Advised.methods(WorkerAdvice.class, named("run").and(takesArguments(0)));
      case SCHEDULED -> Advised.methods(ArgumentAdvice.class, named("delayedExecute"));
      case FUTURE_TASK ->
          all(
              Advised.methods(MadeAdvice.class, isConstructor()),
              Advised.methods(
                  RunAdvice.class, namedOneOf("run", "runAndReset").and(takesArguments(0))),
              Advised.methods(DoneAdvice.class, named("finishCompletion")));
      case FORK_JOIN ->
          all(
              Advised.methods(SecondArgumentAdvice.class, named("poolSubmit")),
              Advised.methods(ArgumentAdvice.class, named("externalSubmit")));
      case FORK_JOIN_TASK ->
          all(
              Advised.methods(ThisAdvice.class, named("fork").and(takesArguments(0))),
              Advised.methods(RunAdvice.class, named("doExec").and(takesArguments(0))));
      case FORK_JOIN_THREAD ->
          Advised.methods(PoolThreadAdvice.class, named("run").and(takesArguments(0)));
      case THREAD -> Advised.methods(ThisAdvice.class, named("start"));
      case THREAD_BUILDERS -> Advised.methods(ReturnedAdvice.class, named("newVirtualThread"));
      default -> throw new IllegalArgumentException(name);
    };
  }

  private static AsmVisitorWrapper all(AsmVisitorWrapper... advice) {
    return new AsmVisitorWrapper.Compound(advice);
  }
}
