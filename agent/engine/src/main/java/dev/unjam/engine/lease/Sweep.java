package dev.unjam.engine.lease;

import dev.unjam.engine.os.KernelLocks;
import dev.unjam.engine.os.Machine;
import dev.unjam.engine.os.ProcessProbe;
import dev.unjam.engine.report.Journal;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Clears a gateway's folders of the lock files that dead processes left, when it starts.
 *
 * <p>Runs inside the host, after {@code main} may have begun: files that this JVM holds itself are
 * never opened, nor is any that the kernel has a lock on, for that may be this JVM's as well. It
 * fails closed file by file, and stops when it is told to, with the rest left as it was; but it
 * cannot end a file operation that hangs, so whoever waits for it must not wait without a bound.
 */
public final class Sweep {
  /** For others that remove in the same folder; short, for many files may have to wait so long. */
  private static final Duration PATIENCE = Duration.ofMillis(500);

  private static final String NAMELESS =
      "it is empty, and nobody can tell whose it is: doctor --fix removes it";

  private final NamePatterns names;
  private final ProcessProbe probe;
  private final Machine machine;
  private final Predicate<Path> heldHere;
  private final boolean onlyContainer;
  private final LockFileRemover remover = new LockFileRemover(PATIENCE, Step.Listener.NOBODY);
  private final Leftovers leftovers = new Leftovers(PATIENCE);

  /**
   * Makes one.
   *
   * @param heldHere says of a path, absolute or not, whether a thread of this JVM has made that
   *     lock
   */
  public Sweep(NamePatterns names, ProcessProbe probe, Machine machine, Predicate<Path> heldHere) {
    this(names, probe, machine, heldHere, false);
  }

  /**
   * Makes one that may be told that no other container works on these folders, which cannot be
   * seen.
   */
  public Sweep(
      NamePatterns names,
      ProcessProbe probe,
      Machine machine,
      Predicate<Path> heldHere,
      boolean onlyContainer) {
    this.onlyContainer = onlyContainer;
    this.names = names;
    this.probe = probe;
    this.machine = machine;
    this.heldHere = heldHere;
  }

  /** What is to become of a lock file that is surely stale. */
  public enum Intent {
    /** It is removed. */
    REMOVE,
    /**
     * It is said that it would have been removed, as sure as can be said without a lock on it: in a
     * container a lock that the kernel knows of, and we do not see, is asked for by trying.
     */
    FORETELL,
    /** It is only told of, in a host that may hold locks already. */
    REPORT
  }

  /**
   * Looks through the folders and does with what is stale what is wanted; tells the journal of each
   * lock file whose holder does not live, before anything is done to it. Never throws.
   *
   * @param goesOn asked before each file is begun, and before anything is done to it
   */
  public Result run(List<Path> folders, Intent intent, BooleanSupplier goesOn, Journal journal) {
    Judge judge = Judge.gateway(probe, machine, onlyContainer, intent == Intent.REMOVE);
    Tally tally = new Tally();
    Round round = new Round(judge, intent, goesOn, journal, tally);
    folders.forEach(folder -> one(folder, round));
    return tally.result(goesOn.getAsBoolean());
  }

  /** What all of one run share. */
  private record Round(
      Judge judge, Intent intent, BooleanSupplier goesOn, Journal journal, Tally tally) {
    boolean isOver() {
      return !goesOn.getAsBoolean();
    }

    void problem(Path where, String why) {
      tally.errors.add(CleanText.word(where.toString()) + ": " + why);
    }
  }

  private void one(Path folder, Round round) {
    try {
      leftovers(folder, round);
      SessionFolder listed = SessionFolder.list(folder, names);
      List<Path> locks = listed.lockFiles();
      if (listed.isOneWith(locks.stream().flatMap(path -> read(path, round)))
          || locks.stream().anyMatch(path -> !round.isOver() && mayBeOurs(path))) {
        locks.forEach(path -> guarded(path, round));
      } else if (!round.isOver()) {
        round.problem(folder, SessionFolder.NONE);
      }
    } catch (IOException e) {
      round.problem(folder, Why.of(e));
    } catch (RuntimeException e) {
      round.problem(folder, e.toString());
    }
  }

  private void leftovers(Path folder, Round round) {
    try {
      if (round.intent() == Intent.REMOVE) {
        round.tally().errors.addAll(finishLeftovers(folder, round));
      } else if (round.intent() == Intent.FORETELL) {
        foretellLeftovers(folder, round);
      }
    } catch (IOException | RuntimeException e) {
      return; // listing it for its lock files says the same
    }
  }

  private List<String> finishLeftovers(Path folder, Round round) throws IOException {
    return leftovers.finish(
        folder,
        round.judge(),
        round.goesOn(),
        (judgement, outcome) -> round.journal().publish(LockEvents.finished(judgement, outcome)));
  }

  private void foretellLeftovers(Path folder, Round round) throws IOException {
    Leftovers.in(folder).stream()
        .flatMap(aside -> read(aside, round))
        .map(file -> round.judge().judge(file, Instant.now()))
        .filter(judgement -> judgement.verdict() == Verdict.STALE)
        .forEach(judgement -> round.journal().publish(LockEvents.wouldHaveFinished(judgement)));
  }

  /** Nothing of what this JVM may hold itself: closing it would drop its locks. */
  private Stream<LockFile> read(Path path, Round round) {
    return round.isOver() || mayBeOurs(path) ? Stream.empty() : LockFileReader.read(path).stream();
  }

  private boolean mayBeOurs(Path path) {
    return heldHere.test(path) || KernelLocks.now().holder(path).isPresent();
  }

  /** One file that cannot be dealt with must keep neither the others nor the host from going on. */
  private void guarded(Path path, Round round) {
    try {
      read(path, round)
          .map(file -> round.judge().judge(file, Instant.now()))
          .filter(judgement -> judgement.verdict() != Verdict.LIVE)
          .forEach(judgement -> act(judgement, round));
    } catch (RuntimeException e) {
      round.problem(path, e.toString());
    }
  }

  private void act(Judgement judgement, Round round) {
    if (round.intent() != Intent.REPORT && round.isOver()) {
      // The host has gone on, and may be at this very file: the next start tells of it.
      return;
    }
    round.tally().found.add(judgement);
    round.journal().publish(LockEvents.found(judgement));
    switch (round.intent()) {
      case REMOVE -> remove(judgement, round);
      case FORETELL -> foretell(judgement, round);
      case REPORT -> {}
    }
  }

  private static boolean isNameless(Judgement judgement) {
    // Another gateway may share the folder, and nobody is here to decide.
    return judgement.verdict() == Verdict.STALE && judgement.file().isEmpty();
  }

  private void remove(Judgement judgement, Round round) {
    Tally tally = round.tally();
    if (isNameless(judgement)) {
      tally.left++;
      round.journal().publish(LockEvents.left(judgement, NAMELESS));
      return;
    }
    Removal removal = Removal.of(judgement, remover);
    if (removal.removed()) {
      tally.removed++;
      round.journal().publish(LockEvents.removed(judgement));
    } else if (removal.left()) {
      tally.left++;
      round.journal().publish(LockEvents.left(judgement, removal.why()));
    }
  }

  private static void foretell(Judgement judgement, Round round) {
    if (judgement.verdict() == Verdict.STALE && !isNameless(judgement)) {
      round.journal().publish(LockEvents.wouldHave(judgement));
    }
  }

  /**
   * What a sweep found and did.
   *
   * @param found the lock files whose holder does not live for certain
   * @param removed how many of them were removed
   * @param left how many were left although removal was asked for
   * @param errors folders that could not be swept, each with why
   * @param complete false where the bound ended it
   */
  public record Result(
      List<Judgement> found, int removed, int left, List<String> errors, boolean complete) {
    /** Copies the lists. */
    public Result {
      found = List.copyOf(found);
      errors = List.copyOf(errors);
    }
  }

  private static final class Tally {
    private final List<Judgement> found = new ArrayList<>();
    private final List<String> errors = new ArrayList<>();
    private int removed;
    private int left;

    Result result(boolean complete) {
      return new Result(found, removed, left, errors, complete);
    }
  }
}
