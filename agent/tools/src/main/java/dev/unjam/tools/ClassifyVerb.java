package dev.unjam.tools;

import dev.unjam.engine.refusal.BadRulesException;
import dev.unjam.engine.refusal.Classifier;
import dev.unjam.engine.refusal.ClassifyLines;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Says of recorded exchanges whether they are refusals, and of which class. */
@Command(
    name = "classify",
    description = "JSON lines of exchanges to JSON lines of their classes.",
    mixinStandardHelpOptions = true,
    exitCodeOnInvalidInput = 4,
    exitCodeOnExecutionException = 4,
    exitCodeListHeading = "Exit status:%n",
    exitCodeList = {"0:every line was read", "4:not possible"})
final class ClassifyVerb implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;

  @Parameters(paramLabel = "FILE", arity = "0..1", description = "Standard input where missing.")
  private @Nullable Path file;

  @Option(
      names = "--refusals",
      paramLabel = "RULES",
      description = "Rules of your own, read before the built-in ones; as the option refusals.")
  private @Nullable Path refusals;

  @Override
  public Integer call() throws NotPossibleException {
    PrintWriter err = Objects.requireNonNull(spec).commandLine().getErr();
    ClassifyLines classify = new ClassifyLines(classifier());
    try (Reader in = new InputStreamReader(open(), StandardCharsets.UTF_8)) {
      return classify.run(in, Output.of(spec), err);
    } catch (IOException e) {
      throw new NotPossibleException("the exchanges cannot be read: " + e.getMessage());
    }
  }

  private Classifier classifier() throws NotPossibleException {
    try {
      return Classifier.withFile(refusals == null ? null : refusals.toString());
    } catch (BadRulesException e) {
      throw new NotPossibleException("the rules cannot be used: " + e.getMessage());
    }
  }

  private InputStream open() throws IOException, NotPossibleException {
    if (file == null) {
      return System.in;
    }
    if (!Files.isReadable(file) || Files.isDirectory(file)) {
      throw new NotPossibleException("the file " + file + " does not exist or cannot be read");
    }
    return Files.newInputStream(file);
  }
}
