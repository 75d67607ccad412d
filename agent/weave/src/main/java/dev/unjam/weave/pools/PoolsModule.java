package dev.unjam.weave.pools;

import static net.bytebuddy.matcher.ElementMatchers.isAbstract;
import static net.bytebuddy.matcher.ElementMatchers.namedOneOf;
import static net.bytebuddy.matcher.ElementMatchers.not;

import dev.unjam.weave.Advised;
import dev.unjam.weave.WeaveModule;
import java.util.Map;
import net.bytebuddy.asm.AsmVisitorWrapper;

/**
 * Where a pool's thread runs a task, in pools whose workers are no synchronizers ({@code
 * ThreadPoolExecutor}'s and Tomcat's are, and are known by that).
 *
 * <p>{@code ForkJoinPool}: the run of a task together with those that it left in the worker's own
 * queue; the only place that costs nothing to speak of, and on 17 and 25 of the same name. Jetty:
 * {@code runJob} since 9. Netty 4.1: {@code safeExecute}, and {@code runTask} where there is one.
 */
public final class PoolsModule implements WeaveModule {
  @Override
  public String id() {
    return "pools";
  }

  @Override
  public Map<String, String[]> targets() {
    return Map.of(
        "java/util/concurrent/ForkJoinPool$WorkQueue",
        new String[] {"topLevelExec"},
        "org/eclipse/jetty/util/thread/QueuedThreadPool",
        new String[] {"runJob"},
        "io/netty/util/concurrent/AbstractEventExecutor",
        new String[] {"safeExecute"});
  }

  @Override
  public AsmVisitorWrapper advice(String internalName) {
    return Advised.methods(
        TaskAdvice.class,
        namedOneOf("topLevelExec", "runJob", "safeExecute", "runTask").and(not(isAbstract())));
  }
}
