package dev.unjam.tools;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Makes an agent take back everything that it changed, and stop. */
@Command(
    name = "detach",
    description = "Takes every transformation back and stops the agent.",
    mixinStandardHelpOptions = true,
    exitCodeOnExecutionException = 2,
    exitCodeListHeading = "Exit status:%n",
    exitCodeList = {"0:stopped", "2:not possible"})
final class DetachVerb implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;

  @Parameters(paramLabel = "PID", description = "The JVM's process.")
  private long pid;

  @Override
  public Integer call() throws NotPossibleException {
    AgentInside.of(pid).askRunning("detach", null);
    Output.of(spec).println("JVM " + pid + ": Unjam has stopped");
    return 0;
  }
}
