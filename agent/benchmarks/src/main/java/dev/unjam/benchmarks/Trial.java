package dev.unjam.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/**
 * Runs one benchmark once, in a process of its own, and takes from it the score, the median of its
 * iterations, and the allocation.
 */
final class Trial {
  private static final String ALLOCATED = "gc.alloc.rate.norm";
  private static final String PACKAGE = "dev.unjam.benchmarks.locks.";

  private final Attached attached;
  private final Scale scale;
  private final Path log;

  /** JMH's own words go to the log. */
  Trial(Attached attached, Scale scale, Path log) {
    this.attached = attached;
    this.scale = scale;
    this.log = log;
  }

  /**
   * One fork.
   *
   * @throws RunnerException if the benchmark fails, as it does where its setting is not active
   */
  Sample run(Row row, Jdk jdk, Setting setting) throws RunnerException, IOException {
    List<String> jvmArgs = new ArrayList<>(List.of("-Xms512m", "-Xmx512m"));
    jvmArgs.addAll(row.jvmArgs());
    jvmArgs.addAll(attached.jvmArgs(setting));
    TimeValue time = TimeValue.milliseconds(scale.millis());
    Options options =
        new OptionsBuilder()
            .include("^" + (PACKAGE + row.benchmark()).replace(".", "\\.") + "$")
            .jvm(jdk.java())
            .jvmArgs(jvmArgs.toArray(new String[0]))
            .threads(row.threads())
            .forks(1)
            .warmupIterations(scale.warmUps())
            .warmupTime(time)
            .measurementIterations(scale.iterations())
            .measurementTime(time)
            .timeUnit(row.kind() == Row.Kind.TIME ? TimeUnit.NANOSECONDS : TimeUnit.MILLISECONDS)
            .addProfiler(GCProfiler.class)
            .addProfiler(CpuTime.class)
            .shouldFailOnError(true)
            .output(log.toString())
            .build();
    return sample(row, new Runner(options).run());
  }

  private static Sample sample(Row row, Collection<RunResult> results) throws RunnerException {
    if (results.size() != 1) {
      throw new RunnerException(results.size() + " benchmarks of that name");
    }
    RunResult only = results.iterator().next();
    Result<?> score =
        row.kind() == Row.Kind.TIME ? secondary(only, CpuTime.LABEL) : only.getPrimaryResult();
    return new Sample(
        score.getStatistics().getPercentile(50), secondary(only, ALLOCATED).getScore());
  }

  private static Result<?> secondary(RunResult result, String label) throws RunnerException {
    Result<?> found = result.getSecondaryResults().get(label);
    if (found == null) {
      throw new RunnerException("no " + label + " in " + result.getSecondaryResults().keySet());
    }
    return found;
  }
}
