package dev.unjam.engine.lease;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Finishes the removals of removers that were killed half way, before anything else is done. */
final class Leftovers {
  private static final Duration PATIENCE = Duration.ofSeconds(2);
  private static final NamePatterns ASIDE = new NamePatterns(List.of("*" + Aside.SUFFIX));

  private final Guard guard = new Guard(PATIENCE);

  /** Returns what lies aside in a folder, for those who only look. */
  static List<Path> in(Path folder) throws IOException {
    return LockFolder.lockFiles(folder, ASIDE);
  }

  /** Returns what could not be finished, each with why; nothing is lost of it. */
  List<String> finish(Path folder, Judge judge) throws IOException {
    List<String> problems = new ArrayList<>();
    for (Path aside : in(folder)) {
      RemoveOutcome outcome =
          guard.whileHeld(
              folder,
              () ->
                  Aside.finish(
                      aside, file -> judge.judge(file, Instant.now()).verdict() == Verdict.STALE));
      if (outcome instanceof RemoveOutcome.Failed failed) {
        problems.add(CleanText.escaped(aside.toString()) + ": " + failed.why());
      } else if (outcome instanceof RemoveOutcome.Refused refused) {
        problems.add(CleanText.escaped(aside.toString()) + ": " + refused.why());
      }
    }
    return problems;
  }
}
