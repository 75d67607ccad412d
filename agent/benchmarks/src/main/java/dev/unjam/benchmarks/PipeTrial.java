package dev.unjam.benchmarks;

import dev.unjam.benchmarks.pipes.Host;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Starts a host without the agent, with it and without it again, each with a child of its own, and
 * lets them take turns.
 */
final class PipeTrial {
  private static final List<String> JVM_ARGS = List.of("-Xms256m", "-Xmx256m");
  private static final List<Contender> CONTENDERS =
      List.of(Contender.BARE, Contender.AGENT, Contender.BARE_AGAIN);

  private final Attached attached;
  private final PipeScale scale;
  private final PipeRow row;
  private final Map<Contender, Dialogue> hosts = new EnumMap<>(Contender.class);
  private long compiledMillis;

  PipeTrial(Attached attached, PipeScale scale, PipeRow row) {
    this.attached = attached;
    this.scale = scale;
    this.row = row;
  }

  /**
   * One launch on this JDK; whoever has the first turn in it is another one in the next.
   *
   * @param warm whether more is measured than the first that passes
   */
  PipeLaunch run(Jdk jdk, int launch, boolean warm) throws IOException {
    try {
      for (Contender c : CONTENDERS) {
        hosts.put(c, host(jdk, c));
      }
      askAll("ready");
      askAll("start", row.shape());
      PipeRound cold = round(launch, row.first());
      List<PipeRound> windows = warm ? windows() : List.of();
      askAll("stop");
      // A window of a host that is not what it was told to be counts for nothing.
      askAll("expect");
      return new PipeLaunch(cold, windows);
    } finally {
      hosts.values().forEach(Dialogue::close);
      hosts.clear();
    }
  }

  private List<PipeRound> windows() throws IOException {
    Settling settling = new Settling(scale, System.nanoTime());
    int round = 0;
    do {
      round(round++, row.window());
    } while (!settling.isOver(System.nanoTime(), compiledMillis));
    List<PipeRound> windows = new ArrayList<>();
    for (int i = 0; i < scale.rounds(); i++) {
      windows.add(round(i, row.window()));
    }
    return windows;
  }

  private Dialogue host(Jdk jdk, Contender contender) throws IOException {
    return new Program(jdk, Host.class)
        .jvmArgs(JVM_ARGS)
        .jvmArgs(attached.jvmArgs(contender.setting()))
        .talk();
  }

  private void askAll(Object... words) throws IOException {
    for (Dialogue host : hosts.values()) {
      host.ask(words);
    }
  }

  /** Each round begins with another one. */
  private PipeRound round(int round, Object... question) throws IOException {
    Map<Contender, Window> windows = new EnumMap<>(Contender.class);
    List<Map.Entry<Contender, Dialogue>> turns = new ArrayList<>(hosts.entrySet());
    compiledMillis = 0;
    for (int i = 0; i < turns.size(); i++) {
      Map.Entry<Contender, Dialogue> next = turns.get(Math.floorMod(i + round, turns.size()));
      Map<String, Long> answer = next.getValue().ask(question);
      windows.put(next.getKey(), Window.of(answer));
      compiledMillis += Program.value(answer, "compiled_ms");
    }
    return new PipeRound(windows);
  }
}
