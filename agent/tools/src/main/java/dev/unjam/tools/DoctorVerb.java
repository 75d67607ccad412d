package dev.unjam.tools;

import dev.unjam.engine.config.BadOptionException;
import dev.unjam.engine.config.Options;
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
      "0:clean: no lock files but live ones, no transcript missing",
      "1:something was found",
      "2:fixed: something was removed, and none but live ones are left",
      "3:some lock files were left alone",
      "4:own error: a folder or its sessions.json could not be looked at, or bad arguments"
    })
final class DoctorVerb implements Callable<Integer> {
  private static final String LOCKFILES = "--lockfiles";

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

  @Option(
      names = LOCKFILES,
      paramLabel = "NAMES",
      description =
          "What lock files are called, in place of *.jsonl.lock,*.lock; as the option lockfiles.")
  private @Nullable String lockfiles;

  @Override
  public Integer call() throws NotPossibleException {
    PrintWriter err = Objects.requireNonNull(spec).commandLine().getErr();
    Doctor doctor = new Doctor(names(), ProcessProbe.ofThisMachine(), new JvmInquiry(), alone);
    return doctor.run(folders, json, fix, Output.of(spec), err);
  }

  private NamePatterns names() throws NotPossibleException {
    if (lockfiles == null) {
      return NamePatterns.DEFAULT;
    }
    try {
      return new NamePatterns(Options.lockfiles(lockfiles, LOCKFILES));
    } catch (BadOptionException e) {
      throw new NotPossibleException(String.valueOf(e.getMessage()));
    }
  }
}
