package dev.unjam.benchmarks;

import dev.unjam.benchmarks.pipes.Host;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Starts a host without the agent, with it and without it again, and lets them take turns. */
final class PipeTrial {
  private static final List<String> JVM_ARGS = List.of("-Xms256m", "-Xmx256m");
  private static final List<Contender> CONTENDERS =
      List.of(Contender.BARE, Contender.AGENT, Contender.BARE_AGAIN);

  private final Attached attached;
  private final PipeScale scale;
  private final List<PipeRow> rows;

  PipeTrial(Attached attached, PipeScale scale, List<PipeRow> rows) {
    this.attached = attached;
    this.scale = scale;
    this.rows = rows;
  }

  /** One launch: of each row the windows of each contender, round by round. */
  Map<PipeRow, Map<Contender, List<Window>>> run(Jdk jdk) throws IOException {
    Map<Contender, Dialogue> hosts = new EnumMap<>(Contender.class);
    try {
      for (Contender c : CONTENDERS) {
        hosts.put(
            c,
            new Program(jdk, Host.class)
                .jvmArgs(JVM_ARGS)
                .jvmArgs(attached.jvmArgs(c.setting()))
                .talk());
      }
      return measured(hosts);
    } finally {
      hosts.values().forEach(Dialogue::close);
    }
  }

  private Map<PipeRow, Map<Contender, List<Window>>> measured(Map<Contender, Dialogue> hosts)
      throws IOException {
    expect(hosts);
    for (int round = -scale.warmUp(); round < 0; round++) {
      for (PipeRow row : rows) {
        round(round, row, hosts);
      }
    }
    Map<PipeRow, Map<Contender, List<Window>>> windows = new LinkedHashMap<>();
    for (int round = 0; round < scale.rounds(); round++) {
      for (PipeRow row : rows) {
        Map<Contender, List<Window>> all =
            windows.computeIfAbsent(row, k -> new EnumMap<>(Contender.class));
        round(round, row, hosts)
            .forEach((c, w) -> all.computeIfAbsent(c, k -> new ArrayList<>()).add(w));
      }
    }
    expect(hosts);
    return windows;
  }

  private static void expect(Map<Contender, Dialogue> hosts) throws IOException {
    for (Dialogue host : hosts.values()) {
      host.ask("expect");
    }
  }

  /** Each round begins with another one. */
  private static Map<Contender, Window> round(
      int round, PipeRow row, Map<Contender, Dialogue> hosts) throws IOException {
    Map<Contender, Window> windows = new EnumMap<>(Contender.class);
    List<Map.Entry<Contender, Dialogue>> turns = new ArrayList<>(hosts.entrySet());
    for (int i = 0; i < turns.size(); i++) {
      Map.Entry<Contender, Dialogue> next = turns.get(Math.floorMod(i + round, turns.size()));
      windows.put(next.getKey(), Window.of(next.getValue().ask(row.question())));
    }
    return windows;
  }
}
