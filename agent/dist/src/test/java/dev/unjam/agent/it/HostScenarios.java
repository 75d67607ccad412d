package dev.unjam.agent.it;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Several scenarios of one host, begun all at once, so that the waiting is done once. */
record HostScenarios(Map<String, HostScenario> hosts) implements AutoCloseable {
  static HostScenarios start(Path folder, String main, List<String> names) throws IOException {
    HostProgram program = HostProgram.of(folder, main);
    Map<String, HostScenario> hosts = new LinkedHashMap<>();
    for (String name : names) {
      hosts.put(name, HostScenario.start(program, name));
    }
    return new HostScenarios(hosts);
  }

  HostScenario host(String name) {
    return Objects.requireNonNull(hosts.get(name), name);
  }

  /** What it says until {@code end}, or until it has ended. */
  static List<String> said(HostScenario host) {
    List<String> said = new ArrayList<>();
    for (String line = host.says(); !line.equals("end"); line = host.says()) {
      said.add(line);
      if (line.startsWith("it ended")) {
        break;
      }
    }
    return said;
  }

  @Override
  public void close() {
    hosts.values().forEach(host -> host.process().destroyForcibly());
  }
}
