package dev.unjam.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.openjdk.jmh.runner.RunnerException;

/** Runs everything in turn, without the agent, with it and under the peer, and writes the table. */
public final class Comparison {
  private final Request request;
  private final Trial trial;
  private final Crowds crowds;
  private final Map<Row, Map<Jdk, Map<Setting, List<Sample>>>> samples = new LinkedHashMap<>();

  private Comparison(Request request, Path scratch) {
    this.request = request;
    Attached attached = new Attached(request.agent(), request.peer(), scratch);
    this.trial = new Trial(attached, request.scale(), scratch.resolve("jmh.log"));
    this.crowds = new Crowds(attached, request.scale());
  }

  /** See {@link Request#parse}. */
  public static void main(String[] args) throws Exception {
    // Several may run at once on purpose: what counts is the ratio within one run.
    System.setProperty("jmh.ignoreLock", "true");
    Path scratch = Files.createTempDirectory("unjam-bench");
    new Comparison(Request.parse(args), scratch).run();
  }

  private void run() throws IOException, RunnerException, InterruptedException {
    List<Jdk> jdks = new ArrayList<>();
    for (Path home : request.jdks()) {
      jdks.add(Jdk.in(home));
    }
    for (int round = 1; round <= request.scale().rounds(); round++) {
      for (Jdk jdk : jdks) {
        round(round, jdk);
      }
    }
    List<Figure> figures = new ArrayList<>();
    if (request.only() == null) {
      for (Jdk jdk : jdks) {
        say("many threads on " + jdk.version());
        figures.addAll(crowds.measure(jdk));
      }
    }
    publish(jdks, figures);
  }

  private void round(int round, Jdk jdk) throws IOException, RunnerException {
    for (Row row : Rows.all()) {
      if (request.wants(row.label()) && jdk.feature() >= row.since()) {
        for (Setting setting : row.settings()) {
          Sample s = trial.run(row, jdk, setting);
          say(
              "round %d, %s, %s, %s: %.1f, %.1f B/op"
                  .formatted(
                      round, jdk.version(), row.label(), setting.label(), s.score(), s.bytes()));
          samples(row, jdk, setting).add(s);
        }
      }
    }
  }

  private List<Sample> samples(Row row, Jdk jdk, Setting setting) {
    return samples
        .computeIfAbsent(row, k -> new LinkedHashMap<>())
        .computeIfAbsent(jdk, k -> new LinkedHashMap<>())
        .computeIfAbsent(setting, k -> new ArrayList<>());
  }

  private void publish(List<Jdk> jdks, List<Figure> figures) throws IOException {
    List<Line> lines = new ArrayList<>();
    samples.forEach((row, all) -> all.forEach((jdk, s) -> lines.add(line(row, jdk, s))));
    String report =
        Report.of(
            Machine.describe(jdks, request.scale()), request.command("locks"), lines, figures);
    say(report);
    Path page = request.page();
    if (page != null) {
      Page.LOCKS.update(page, report);
    }
  }

  private Line line(Row row, Jdk jdk, Map<Setting, List<Sample>> all) {
    return new Line(
        row,
        jdk.version(),
        Sample.median(samples(row, jdk, Setting.BARE)),
        Sample.median(samples(row, jdk, Setting.AGENT)),
        all.containsKey(Setting.BYTEMAN)
            ? Sample.median(samples(row, jdk, Setting.BYTEMAN))
            : null);
  }

  private static void say(String line) {
    System.out.println(line);
  }
}
