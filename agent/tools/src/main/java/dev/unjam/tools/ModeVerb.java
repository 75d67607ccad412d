package dev.unjam.tools;

import dev.unjam.engine.config.Mode;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Switches how far an agent goes, while it runs. */
@Command(
    name = "mode",
    description = "Switches an agent to act, observe or off.",
    mixinStandardHelpOptions = true,
    exitCodeOnExecutionException = 2,
    exitCodeListHeading = "Exit status:%n",
    exitCodeList = {"0:switched", "2:not possible"})
final class ModeVerb implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;

  @Parameters(index = "0", paramLabel = "PID", description = "The JVM's process.")
  private long pid;

  @Parameters(index = "1", paramLabel = "MODE", description = "act, observe or off.")
  private String mode = "";

  @Override
  public Integer call() throws NotPossibleException {
    String wanted = checked(mode);
    AgentInside.of(pid).askRunning("mode", wanted);
    Output.of(spec).println("JVM " + pid + ": mode " + wanted);
    return 0;
  }

  private static String checked(String mode) throws NotPossibleException {
    for (Mode each : Mode.values()) {
      if (each.name().equalsIgnoreCase(mode)) {
        return mode.toLowerCase(Locale.ROOT);
      }
    }
    throw new NotPossibleException("mode \"" + mode + "\" must be one of act, observe, off");
  }
}
