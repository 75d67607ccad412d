package dev.unjam.benchmarks;

import dev.unjam.benchmarks.scale.MillionThreads;
import dev.unjam.benchmarks.scale.SnapshotCost;
import dev.unjam.benchmarks.scale.TrackedThreads;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Measures what many threads cost, each time in a process of its own. */
final class Crowds {
  private static final int THREADS = 10_000;
  private static final int MILLION = 1_000_000;
  private static final long MOST_MICROS = 5_000;
  private static final long MOST_BYTES = 300;
  private static final long NEAR_BYTES = 16 * 1024;

  private final Attached attached;
  private final Scale scale;

  Crowds(Attached attached, Scale scale) {
    this.attached = attached;
    this.scale = scale;
  }

  List<Figure> measure(Jdk jdk) throws IOException, InterruptedException {
    List<Figure> figures = new ArrayList<>();
    figures.add(snapshot(jdk, "platform"));
    figures.addAll(weight(jdk, "platform"));
    if (jdk.feature() >= 21) {
      figures.add(snapshot(jdk, "virtual"));
      figures.addAll(weight(jdk, "virtual"));
      figures.add(million(jdk));
    }
    return figures;
  }

  private Figure snapshot(Jdk jdk, String kind) throws IOException, InterruptedException {
    Map<String, Long> out =
        new Program(jdk, SnapshotCost.class)
            .jvmArgs(attached.jvmArgs(Setting.AGENT, ",scan=60s"))
            .jvmArgs(List.of("--add-opens=java.base/java.util.concurrent.locks=ALL-UNNAMED"))
            .run(kind, THREADS, scale.snapshots());
    long median = Program.value(out, "snapshot_us");
    String value =
        "%,d µs (99 %%: %,d µs), %,d holds"
            .formatted(median, Program.value(out, "snapshot_p99_us"), Program.value(out, "holds"));
    String label = "one snapshot of 10,000 %s threads, 3 holds each, median".formatted(kind);
    return new Figure(label, jdk.version(), value, "≤ 5,000 µs", median <= MOST_MICROS);
  }

  /** Without the watchdog's views of the holders, which the limit is for, and with them. */
  private List<Figure> weight(Jdk jdk, String kind) throws IOException, InterruptedException {
    Map<String, Long> bare = weigh(jdk, kind, attached.jvmArgs(Setting.BARE));
    Map<String, Long> alone = weigh(jdk, kind, attached.jvmArgs(Setting.AGENT, ",scan=60s"));
    Map<String, Long> watched = weigh(jdk, kind, attached.jvmArgs(Setting.AGENT, ",scan=50ms"));
    String label = "a tracked %s thread with 3 holds".formatted(kind);
    long added = Program.value(alone, "bytes") - Program.value(bare, "bytes");
    return List.of(
        new Figure(label, jdk.version(), added(bare, alone), "≤ 300 B", added <= MOST_BYTES),
        new Figure(
            label + ", and the last snapshot of it",
            jdk.version(),
            added(bare, watched),
            "",
            true));
  }

  private static String added(Map<String, Long> bare, Map<String, Long> agent) {
    return "%d B (heap a thread: %d B bare, %d B with the agent; %d B of it in the agent's classes)"
        .formatted(
            Program.value(agent, "bytes") - Program.value(bare, "bytes"),
            Program.value(bare, "bytes"),
            Program.value(agent, "bytes"),
            Program.value(agent, "ours"));
  }

  private static Map<String, Long> weigh(Jdk jdk, String kind, List<String> jvmArgs)
      throws IOException, InterruptedException {
    return new Program(jdk, TrackedThreads.class).jvmArgs(jvmArgs).run(kind, THREADS);
  }

  private Figure million(Jdk jdk) throws IOException, InterruptedException {
    Map<String, Long> out =
        new Program(jdk, MillionThreads.class)
            .jvmArgs(attached.jvmArgs(Setting.AGENT, ",scan=50ms"))
            .run(MILLION);
    long before = Program.value(out, "before");
    long after = Program.value(out, "after");
    String value =
        "%,d B before, %,d B at the end, %,d B within %,d ms"
            .formatted(before, Program.value(out, "peak"), after, Program.value(out, "back_ms"));
    return new Figure(
        "the agent's objects, around 1,000,000 virtual threads that lock and unlock",
        jdk.version(),
        value,
        "back",
        after <= before + NEAR_BYTES);
  }
}
