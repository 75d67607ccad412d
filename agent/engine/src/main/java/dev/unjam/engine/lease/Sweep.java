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
import org.jspecify.annotations.Nullable;

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

  /**
   * Looks through the folders and, with {@code fix}, removes what is stale; tells the journal of
   * each lock file whose holder does not live, before anything is done to it. Never throws.
   *
   * @param goesOn asked before each file is begun, and before anything is done to it
   */
  public Result run(List<Path> folders, boolean fix, BooleanSupplier goesOn, Journal journal) {
    Tally tally = new Tally();
    Judge judge = Judge.gateway(probe, machine, onlyContainer, fix);
    for (Path folder : folders) {
      if (fix) {
        finishLeftovers(folder, judge, goesOn, journal, tally);
      }
      for (Path path : list(folder, tally)) {
        if (!goesOn.getAsBoolean()) {
          return tally.result(false);
        }
        guarded(path, judge, fix ? goesOn : null, journal, tally);
      }
    }
    return tally.result(goesOn.getAsBoolean());
  }

  private void finishLeftovers(
      Path folder, Judge judge, BooleanSupplier goesOn, Journal journal, Tally tally) {
    try {
      List<String> problems =
          leftovers.finish(
              folder,
              judge,
              goesOn,
              (judgement, outcome) -> journal.publish(LockEvents.finished(judgement, outcome)));
      tally.errors.addAll(problems);
    } catch (IOException | RuntimeException e) {
      return; // listing it for its lock files says the same
    }
  }

  private List<Path> list(Path folder, Tally tally) {
    try {
      return LockFolder.lockFiles(folder, names);
    } catch (IOException e) {
      tally.errors.add(CleanText.escaped(folder.toString()) + ": " + Why.of(e));
      return List.of();
    }
  }

  /** One file that cannot be dealt with must keep neither the others nor the host from going on. */
  private void guarded(
      Path path, Judge judge, @Nullable BooleanSupplier fixes, Journal journal, Tally tally) {
    try {
      one(path, judge, fixes, journal, tally);
    } catch (RuntimeException e) {
      tally.errors.add(CleanText.escaped(path.toString()) + ": " + e);
    }
  }

  private void one(
      Path path, Judge judge, @Nullable BooleanSupplier fixes, Journal journal, Tally tally) {
    if (heldHere.test(path) || KernelLocks.now().holder(path).isPresent()) {
      return;
    }
    LockFileReader.read(path)
        .map(file -> judge.judge(file, Instant.now()))
        .filter(judgement -> judgement.verdict() != Verdict.LIVE)
        .ifPresent(judgement -> act(judgement, fixes, journal, tally));
  }

  private void act(
      Judgement judgement, @Nullable BooleanSupplier fixes, Journal journal, Tally tally) {
    if (fixes != null && !fixes.getAsBoolean()) {
      // The host has gone on, and may be at this very file: the next start tells of it.
      return;
    }
    tally.found.add(judgement);
    journal.publish(LockEvents.found(judgement));
    if (fixes == null) {
      return;
    }
    if (judgement.verdict() == Verdict.STALE && judgement.file().isEmpty()) {
      // Another gateway may share the folder, and nobody is here to decide.
      tally.left++;
      journal.publish(LockEvents.left(judgement, NAMELESS));
      return;
    }
    Removal removal = Removal.of(judgement, remover);
    if (removal.removed()) {
      tally.removed++;
      journal.publish(LockEvents.removed(judgement));
    } else if (removal.left()) {
      tally.left++;
      journal.publish(LockEvents.left(judgement, removal.why()));
    }
  }

  /**
   * What a sweep found and did.
   *
   * @param found the lock files whose holder does not live for certain
   * @param removed how many of them were removed
   * @param left how many were left although removal was asked for
   * @param errors folders that could not be listed, each with why
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
