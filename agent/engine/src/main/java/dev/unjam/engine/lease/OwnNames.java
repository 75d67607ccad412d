package dev.unjam.engine.lease;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Keeps the doctor from taking transcripts for lock files where files of somebody's own names count
 * as such: an index may name a transcript as somebody else names his lock files.
 *
 * @param locks the lock files of a folder without those that its index names as transcripts
 * @param areSure whether the index says of everything else that it is none
 */
record OwnNames(List<Path> locks, boolean areSure) {
  private static final String UNSURE =
      "it may be a transcript: "
          + SessionFolder.INDEX
          + " cannot be read whole, and other names than *.lock count here";

  /** Reads the index only where it matters: in most folders every name ends as usual. */
  static OwnNames in(SessionFolder folder) {
    List<Path> locks = folder.lockFiles();
    if (locks.stream().allMatch(lock -> lock.toString().endsWith(".lock"))) {
      return new OwnNames(locks, true);
    }
    try {
      SessionIndex index = SessionIndex.of(folder.path());
      Set<String> transcripts = index.names();
      return new OwnNames(
          locks.stream()
              .filter(lock -> !transcripts.contains(String.valueOf(lock.getFileName())))
              .toList(),
          index.isWhole());
    } catch (IOException e) {
      return new OwnNames(locks, false); // why is said where transcripts are looked for
    }
  }

  /** Calls nothing stale, and so removes nothing, where what is a transcript is not known. */
  Judgement of(Judgement judged) {
    if (areSure || judged.verdict() != Verdict.STALE) {
      return judged;
    }
    List<String> reasons = Stream.concat(Stream.of(UNSURE), judged.reasons().stream()).toList();
    return new Judgement(judged.file(), Verdict.UNKNOWN, judged.liveness(), reasons, judged.at());
  }
}
