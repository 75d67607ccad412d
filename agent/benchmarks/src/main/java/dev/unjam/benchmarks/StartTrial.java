package dev.unjam.benchmarks;

import dev.unjam.benchmarks.calls.FirstCall;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Starts a tiny program again and again, under every setting in turn. */
final class StartTrial {
  private static final int WARM_UP = 1;

  private final Attached attached;
  private final CallScale scale;
  private final long port;

  StartTrial(Attached attached, CallScale scale, long port) {
    this.attached = attached;
    this.scale = scale;
    this.port = port;
  }

  /**
   * The medians for each setting.
   *
   * @param subject whose first call is waited for, or null where only main counts
   */
  StartLine run(@Nullable Subject subject, Jdk jdk) throws IOException, InterruptedException {
    Map<Setting, List<Double>> millis = new EnumMap<>(Setting.class);
    for (int round = -WARM_UP; round < scale.starts(); round++) {
      for (Setting s : List.of(Setting.BARE, Setting.AGENT, Setting.OPENTELEMETRY)) {
        if (s != Setting.OPENTELEMETRY || (round >= 0 && round < scale.peerStarts())) {
          double took = once(subject, jdk, s);
          if (round >= 0) {
            millis.computeIfAbsent(s, k -> new ArrayList<>()).add(took);
          }
        }
      }
    }
    return new StartLine(subject == null ? null : subject.label(), jdk.version(), millis);
  }

  private double once(@Nullable Subject subject, Jdk jdk, Setting setting)
      throws IOException, InterruptedException {
    Program program =
        (subject == null
                ? new Program(jdk, FirstCall.class)
                : new Program(jdk, FirstCall.class, subject.classPath()))
            .jvmArgs(attached.jvmArgs(setting));
    Instant before = Instant.now();
    Map<String, Long> out = subject == null ? program.run() : program.run(subject.library(), port);
    long began = before.getEpochSecond() * 1_000_000 + before.getNano() / 1_000;
    return (Program.value(out, subject == null ? "main_us" : "called_us") - began) / 1000.0;
  }
}
