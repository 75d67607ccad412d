package dev.unjam.tools;

import dev.unjam.engine.lease.Doctor;
import dev.unjam.engine.lease.NamePatterns;
import dev.unjam.engine.os.ProcessProbe;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Looks at the lock files of session folders, of gateways in any language. */
@Command(
    name = "doctor",
    description = "Lock files with holder, age and verdict; transcripts that are missing.",
    mixinStandardHelpOptions = true,
    exitCodeOnInvalidInput = 4,
    exitCodeOnExecutionException = 4,
    exitCodeListHeading = "Exit status:%n",
    exitCodeList = {
      "0:nothing to do",
      "1:something was found",
      "2:what was found is fixed",
      "3:some of it was left alone",
      "4:the doctor itself failed"
    })
final class DoctorVerb implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;

  @Parameters(paramLabel = "DIR", arity = "1..*", description = "Folders of sessions.")
  private List<Path> folders = new ArrayList<>();

  @Option(names = "--json", description = "One JSON object.")
  private boolean json;

  @Option(names = "--fix", description = "Removes what is surely stale.")
  private boolean fix;

  @Option(
      names = "--alone",
      description = "No other container works on these folders: believe the pids of this one.")
  private boolean alone;

  @Override
  public Integer call() {
    PrintWriter err = Objects.requireNonNull(spec).commandLine().getErr();
    Doctor doctor =
        new Doctor(NamePatterns.DEFAULT, ProcessProbe.ofThisMachine(), new JvmInquiry(), alone);
    return doctor.run(folders, json, fix, Output.of(spec), err);
  }
}
