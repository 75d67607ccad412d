package dev.unjam.tools;

import dev.unjam.engine.config.BadOptionException;
import dev.unjam.engine.config.Mode;
import dev.unjam.engine.config.Options;
import java.io.File;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Loads the agent into a running JVM, one that is already stuck included. */
@Command(
    name = "attach",
    description = "Loads the agent into a running JVM.",
    mixinStandardHelpOptions = true,
    exitCodeOnExecutionException = 2,
    exitCodeListHeading = "Exit status:%n",
    exitCodeList = {"0:the agent runs", "2:not possible"})
final class AttachVerb implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;

  @Parameters(index = "0", paramLabel = "PID", description = "The JVM's process.")
  private long pid;

  @Parameters(
      index = "1..*",
      paramLabel = "key=value",
      description = "Options of the agent; a value with commas is a list.")
  private List<String> options = new ArrayList<>();

  @Override
  public Integer call() throws NotPossibleException {
    String arguments = checked(options);
    AgentInside inside = AgentInside.of(pid);
    Answer before = inside.ask("status", null);
    if (before != null) {
      throw new NotPossibleException(
          "Unjam runs in JVM " + pid + " already, in mode " + before.field("mode"));
    }
    inside.load(arguments);
    Answer after = inside.ask("status", null);
    if (after == null) {
      throw new NotPossibleException(
          "JVM "
              + pid
              + " took the jar, but Unjam did not start; the JVM's own standard error says why");
    }
    Output.of(spec)
        .println(
            "JVM "
                + pid
                + ": Unjam "
                + after.field("version")
                + " runs, mode "
                + after.field("mode"));
    return 0;
  }

  /** The agent's arguments, after the same check that the agent makes inside. */
  private static String checked(List<String> options) throws NotPossibleException {
    List<String> pieces = new ArrayList<>();
    for (String option : options) {
      if (option.indexOf('=') <= 0) {
        // an address may be a webhook's, and that a secret
        String shown = option.contains("://") ? "an address" : "\"" + option + "\"";
        throw new NotPossibleException(shown + " is not of the form key=value");
      }
      pieces.add(absolute(option));
    }
    String arguments = String.join(",", pieces);
    try {
      if (Options.parse(arguments, new Properties(), Map.of()).mode() == Mode.OFF) {
        throw new NotPossibleException("mode=off attaches nothing; give act or observe");
      }
    } catch (BadOptionException e) {
      throw new NotPossibleException(String.valueOf(e.getMessage()));
    }
    return arguments;
  }

  /** The JVM over there has a working folder of its own. */
  private static String absolute(String option) {
    return option.startsWith("config=")
        ? "config=" + new File(option.substring(7)).getAbsolutePath()
        : option;
  }
}
