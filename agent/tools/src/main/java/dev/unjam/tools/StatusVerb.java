package dev.unjam.tools;

import java.io.PrintWriter;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shows what the agent inside a JVM sees. */
@Command(
    name = "status",
    description = "Mode, holds, calls and open incidents of an agent.",
    mixinStandardHelpOptions = true,
    exitCodeOnExecutionException = 2,
    exitCodeListHeading = "Exit status:%n",
    exitCodeList = {
      "0:nothing is stuck",
      "1:an incident is open, or nothing helped",
      "2:not possible"
    })
final class StatusVerb implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;

  @Parameters(paramLabel = "PID", description = "The JVM's process.")
  private long pid;

  @Option(names = "--json", description = "The agent's own answer.")
  private boolean json;

  @Override
  public Integer call() throws NotPossibleException {
    Answer status = AgentInside.of(pid).askRunning("status", null);
    PrintWriter out = Output.of(spec);
    if (json) {
      out.println(status.text());
    } else {
      new StatusPage(out).print(pid, status);
    }
    return status.openIncidents().isEmpty() && !status.isUnhealthy() ? 0 : 1;
  }
}
