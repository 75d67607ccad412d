package dev.unjam.tools;

import dev.unjam.engine.report.Text;
import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/**
 * The command line's entry: {@code java -jar unjam.jar VERB}.
 *
 * <p>The caller ends the process with the status that {@link #run} returns; a JVM that never
 * answers leaves a daemon thread behind.
 */
@Command(
    name = "java -jar unjam.jar",
    description = "Frees JVM gateways that are stuck on a model provider's exhausted quota.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    subcommands = {
      ListVerb.class,
      AttachVerb.class,
      StatusVerb.class,
      ModeVerb.class,
      DetachVerb.class,
      DoctorVerb.class,
      ClassifyVerb.class
    })
public final class Cli {
  private Cli() {}

  /**
   * Runs one verb.
   *
   * @param args the verb and what belongs to it
   * @param out takes the result
   * @param err takes one sentence where something is not possible
   * @return the exit status as the contract has it
   */
  public static int run(String[] args, PrintWriter out, PrintWriter err) {
    CommandLine line = new CommandLine(new Cli());
    line.setOut(out).setErr(err);
    line.setExecutionExceptionHandler((failure, verb, parsed) -> explain(failure, verb, err));
    line.setParameterExceptionHandler((wrong, given) -> misused(wrong, err));
    if (args.length == 0) {
      line.usage(err);
      err.flush();
      return 2;
    }
    int status = line.execute(args);
    out.flush();
    err.flush();
    return status;
  }

  private static int explain(Exception failure, CommandLine verb, PrintWriter err) {
    String text =
        failure instanceof NotPossibleException
            ? String.valueOf(failure.getMessage())
            : "internal error: " + failure;
    err.println("unjam: " + Text.line(text));
    return verb.getCommandSpec().exitCodeOnExecutionException();
  }

  private static int misused(CommandLine.ParameterException wrong, PrintWriter err) {
    CommandLine verb = wrong.getCommandLine();
    err.println("unjam: " + Text.line(String.valueOf(wrong.getMessage())));
    err.println("Try: " + verb.getCommandSpec().qualifiedName() + " --help");
    return verb.getCommandSpec().exitCodeOnInvalidInput();
  }
}
