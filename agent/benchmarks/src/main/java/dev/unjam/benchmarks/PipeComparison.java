package dev.unjam.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Sends megabytes through a child's pipes without the agent and with it, and writes how fast. */
public final class PipeComparison {
  private final Request request;
  private final PipeScale scale;
  private final Attached attached;
  private final List<PipeRow> rows;
  private final Map<List<Object>, PipeLine> lines = new LinkedHashMap<>();

  private PipeComparison(Request request, Path scratch) {
    this.request = request;
    this.scale = request.quick() ? PipeScale.QUICK : PipeScale.FULL;
    this.attached = new Attached(request.agent(), request.peer(), scratch);
    boolean all = request.only() == null;
    List<PipeRow> found =
        request.quick() && all ? PipeRow.brief() : PipeRow.all(!request.quick() && !all);
    this.rows = found.stream().filter(r -> request.wants(r.label())).toList();
  }

  /** See {@link Request#parse}; there is no peer here, whatever jar is named as one. */
  public static void main(String[] args) throws Exception {
    Path scratch = Files.createTempDirectory("unjam-bench");
    new PipeComparison(Request.parse(args), scratch).run();
  }

  private void run() throws IOException {
    List<Jdk> jdks = new ArrayList<>();
    for (Path home : request.jdks()) {
      jdks.add(Jdk.in(home));
    }
    for (int launch = 1; launch <= scale.launches() + scale.firsts(); launch++) {
      for (Jdk jdk : jdks) {
        for (PipeRow row : rows) {
          PipeTrial trial = new PipeTrial(attached, scale, row);
          PipeLaunch measured = trial.run(jdk, launch, launch <= scale.launches());
          PipeLine line = line(row, jdk);
          line.add(measured);
          System.out.println(PipeReport.line(line));
        }
      }
    }
    publish(jdks);
  }

  private PipeLine line(PipeRow row, Jdk jdk) {
    return lines.computeIfAbsent(List.of(row, jdk), k -> new PipeLine(row, jdk));
  }

  private void publish(List<Jdk> jdks) throws IOException {
    List<PipeLine> sorted = new ArrayList<>();
    for (PipeRow row : rows) {
      lines.values().stream().filter(l -> l.row().equals(row)).forEach(sorted::add);
    }
    String report = PipeReport.of(Machine.describe(jdks, scale), request.command("pipes"), sorted);
    System.out.println(report);
    Path page = request.page();
    if (page != null) {
      Page.PIPES.update(page, report);
    }
  }
}
