package dev.unjam.benchmarks;

import dev.unjam.benchmarks.calls.Caller;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Starts one client under every setting, all at once, and lets the processes take turns, window by
 * window, so that a machine that is slow for a moment is slow for all of them.
 */
final class CallTrial {
  private static final List<String> JVM_ARGS = List.of("-Xms256m", "-Xmx256m");

  private final Attached attached;
  private final CallScale scale;
  private final long port;

  CallTrial(Attached attached, CallScale scale, long port) {
    this.attached = attached;
    this.scale = scale;
    this.port = port;
  }

  /** One launch: of each kind of call the windows of each contender, round by round. */
  Map<CallRow, Map<Contender, List<Window>>> run(Subject subject, Jdk jdk) throws IOException {
    Map<Contender, Dialogue> processes = new EnumMap<>(Contender.class);
    try {
      for (Contender c : Contender.values()) {
        processes.put(
            c,
            new Program(jdk, Caller.class, subject.classPath())
                .jvmArgs(JVM_ARGS)
                .jvmArgs(attached.jvmArgs(c.setting()))
                .talk(subject.library(), port));
      }
      return measured(processes);
    } finally {
      processes.values().forEach(Dialogue::close);
    }
  }

  private Map<CallRow, Map<Contender, List<Window>>> measured(Map<Contender, Dialogue> processes)
      throws IOException {
    for (Dialogue process : processes.values()) {
      process.ask("expect");
      for (CallRow row : Subject.rows()) {
        process.ask(row.question(scale.warmUp()));
      }
    }
    Map<CallRow, Map<Contender, List<Window>>> windows = new LinkedHashMap<>();
    for (int round = 0; round < scale.rounds(); round++) {
      for (CallRow row : Subject.rows()) {
        round(
            round,
            row,
            processes,
            windows.computeIfAbsent(row, k -> new EnumMap<>(Contender.class)));
      }
    }
    for (Dialogue process : processes.values()) {
      process.ask("expect");
    }
    return windows;
  }

  /** Each round begins with another one. */
  private void round(
      int round,
      CallRow row,
      Map<Contender, Dialogue> processes,
      Map<Contender, List<Window>> windows)
      throws IOException {
    List<Map.Entry<Contender, Dialogue>> turns = new ArrayList<>(processes.entrySet());
    for (int i = 0; i < turns.size(); i++) {
      Map.Entry<Contender, Dialogue> next = turns.get((i + round) % turns.size());
      windows
          .computeIfAbsent(next.getKey(), k -> new ArrayList<>())
          .add(Window.of(next.getValue().ask(row.question(scale.calls()))));
    }
  }
}
