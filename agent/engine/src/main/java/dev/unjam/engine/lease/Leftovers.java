package dev.unjam.engine.lease;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Finishes the removals of removers that were killed half way, before anything else is done.
 *
 * <p>Under the guard nobody alive has anything aside. What is stale still is deleted; whatever else
 * it is goes back to its own name, for it may be a live lock that was caught by mistake, unless
 * somebody has taken the name since: then both stay, and it is said at each sweep.
 *
 * <p>An index that calls such a file a transcript ({@link OwnNames}) is not asked: only what is
 * empty, or names a process that is gone, is ever stale, which no transcript with an entry is; and
 * it lies aside only because a remover that did ask had found it stale.
 */
final class Leftovers {
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private final Guard guard;
  private final Aside asides = new Aside(Step.Listener.NOBODY);

  Leftovers() {
    this(PATIENCE);
  }

  Leftovers(Duration patience) {
    this.guard = new Guard(patience);
  }

  /** Returns what lies aside in a folder, by name, for those who only look. */
  static List<Path> in(Path folder) throws IOException {
    return in(folder, new ArrayList<>());
  }

  /**
   * @param problems is given what may not be looked into
   */
  private static List<Path> in(Path folder, List<String> problems) throws IOException {
    List<Path> found = new ArrayList<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, Leftovers::isAside)) {
      for (Path file : files) {
        try {
          found.addAll(Aside.files(file));
        } catch (AccessDeniedException e) {
          problems.add(CleanText.word(file.toString()) + ": " + Why.of(e));
        }
      }
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
    Collections.sort(found);
    return found;
  }

  private static boolean isAside(Path file) {
    return String.valueOf(file.getFileName()).endsWith(Aside.SUFFIX);
  }

  /**
   * Finishes what there is, for as long as it may go on.
   *
   * @param told hears of each file that was deleted or put back, with what was thought of it
   * @return what could not be finished, each with why; nothing is lost of it
   */
  List<String> finish(Path folder, Judge judge, BooleanSupplier goesOn, Told told)
      throws IOException {
    List<String> problems = new ArrayList<>();
    for (Path aside : in(folder, problems)) {
      if (goesOn.getAsBoolean()) {
        finish(folder, aside, judge, told).ifPresent(problems::add);
      }
    }
    if (goesOn.getAsBoolean()) {
      leaveFolders(folder);
    }
    return problems;
  }

  /** Folders in which nothing lies aside any more; under the guard nobody is about to use one. */
  private void leaveFolders(Path folder) throws IOException {
    List<Path> folders = new ArrayList<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, Leftovers::isAside)) {
      files.forEach(folders::add);
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
    folders.removeIf(found -> !Aside.isFolder(found));
    if (!folders.isEmpty()) {
      guard.whileHeld(
          folder,
          () -> {
            folders.forEach(Aside::leave);
            return new RemoveOutcome.Gone();
          });
    }
  }

  private Optional<String> finish(Path folder, Path aside, Judge judge, Told told) {
    AtomicReference<@Nullable Judgement> thought = new AtomicReference<>();
    RemoveOutcome outcome =
        guard.whileHeld(folder, () -> asides.finish(aside, file -> stale(file, judge, thought)));
    Judgement judgement = thought.get();
    if (judgement != null) {
      told.finished(judgement, outcome);
    }
    String why = null;
    if (outcome instanceof RemoveOutcome.Failed failed) {
      why = failed.why();
    } else if (outcome instanceof RemoveOutcome.Refused refused) {
      why = refused.why();
    }
    return Optional.ofNullable(why).map(said -> CleanText.word(aside.toString()) + ": " + said);
  }

  private static boolean stale(
      LockFile file, Judge judge, AtomicReference<@Nullable Judgement> thought) {
    Judgement judgement = judge.judge(file, Instant.now());
    thought.set(judgement);
    return judgement.verdict() == Verdict.STALE;
  }

  /** Hears of what became of a file that lay aside. */
  interface Told {
    void finished(Judgement judgement, RemoveOutcome outcome);
  }
}
