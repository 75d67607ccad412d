package dev.unjam.benchmarks;

import dev.unjam.benchmarks.calls.Server;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes calls without the agent, with it and under the peer, and writes what they cost. */
public final class CallComparison {
  private static final String START = "start: ";

  private final Request request;
  private final CallScale scale;
  private final Attached attached;
  private final Map<List<Object>, CallLine> calls = new LinkedHashMap<>();
  private final List<StartLine> starts = new ArrayList<>();

  private CallComparison(Request request, Path scratch) {
    this.request = request;
    this.scale = request.quick() ? CallScale.QUICK : CallScale.FULL;
    this.attached = new Attached(request.agent(), request.peer(), scratch);
  }

  /**
   * See {@link Request#parse}; {@code --only} goes by the client's name, for starts with "start: "
   * before it ("start: main" where nothing is called).
   */
  public static void main(String[] args) throws Exception {
    Path scratch = Files.createTempDirectory("unjam-bench");
    new CallComparison(Request.parse(args), scratch).run();
  }

  private void run() throws IOException, InterruptedException {
    List<Jdk> jdks = new ArrayList<>();
    for (Path home : request.jdks()) {
      jdks.add(Jdk.in(home));
    }
    try (Dialogue server = new Program(jdks.get(0), Server.class).talk()) {
      long port = Program.value(server.heard(), "port");
      for (int launch = 1; launch <= scale.launches(); launch++) {
        for (Jdk jdk : jdks) {
          launch(launch, jdk, new CallTrial(attached, scale, port));
        }
      }
      for (Jdk jdk : jdks) {
        starts(jdk, new StartTrial(attached, scale, port));
      }
    }
    publish(jdks);
  }

  /** Briefly, one OkHttp does. */
  private List<Subject> subjects() {
    return Subject.all().stream().filter(s -> !request.quick() || s.jars().isEmpty()).toList();
  }

  private void launch(int launch, Jdk jdk, CallTrial trial) throws IOException {
    for (Subject subject : subjects()) {
      if (request.wants(subject.label())) {
        say("launch %d, %s, %s".formatted(launch, jdk.version(), subject.label()));
        trial.run(subject, jdk).forEach((row, windows) -> line(subject, jdk, row).add(windows));
      }
    }
  }

  private CallLine line(Subject subject, Jdk jdk, CallRow row) {
    return calls.computeIfAbsent(List.of(subject, jdk, row), k -> new CallLine(subject, jdk, row));
  }

  private void starts(Jdk jdk, StartTrial trial) throws IOException, InterruptedException {
    if (request.wants(START + "main")) {
      start(null, jdk, trial);
    }
    for (Subject subject : subjects()) {
      if (request.wants(START + subject.label())) {
        start(subject, jdk, trial);
      }
    }
  }

  private void start(@Nullable Subject subject, Jdk jdk, StartTrial trial)
      throws IOException, InterruptedException {
    StartLine line = trial.run(subject, jdk);
    say(
        "start, %s, %s: %+.0f ms"
            .formatted(jdk.version(), line.label(), line.added(Setting.AGENT)));
    starts.add(line);
  }

  private void publish(List<Jdk> jdks) throws IOException {
    String report =
        CallReport.of(
            Machine.describe(jdks, scale),
            request.command("calls"),
            List.copyOf(calls.values()),
            starts);
    say(report);
    Path page = request.page();
    if (page != null) {
      Page.CALLS.update(page, report);
    }
  }

  private static void say(String line) {
    System.out.println(line);
  }
}
