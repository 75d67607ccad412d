package dev.unjam.engine.lease;

import dev.unjam.engine.os.KernelLocks;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Removes a lock file if, and only if, it is still the one that was looked at.
 *
 * <p>Under the folder's guard it looks again, renames the file aside, looks a third time at what it
 * has got, and only then deletes it; another file than the expected one is linked back. Whoever
 * kills it at any point leaves the lock, or no lock, never two.
 *
 * <p>What holds for certain: of removers that keep to the guard one works at a time, and no file
 * but the one that was judged is ever deleted, whoever else writes, deletes and makes files there.
 * What does not: programs that know nothing of the guard may put a live lock in the stale one's
 * place in the microseconds between the second look and the rename; it then lies aside for some
 * more, and a third program that makes the file exclusively just then holds it as well. No file is
 * lost of that; both are kept, and it is said. A rename that does not look where it goes is all
 * that Java has.
 *
 * <p>Safe for any thread; never throws. It may wait for the guard, two seconds at most for another
 * process and for any one thread of this one; what else it does is file operations, which a dead
 * file server may keep for ever.
 */
public final class LockFileRemover {
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  /** Of many files, so long are some removed at a time; others wait for their turn meanwhile. */
  private static final long TURN_NANOS = 100_000_000;

  /** Longer than those who wait take to ask again. */
  private static final long BETWEEN_TURNS_NANOS = 3_000_000;

  /** About what the removal of one file takes, with room for a busy machine. */
  private static final Duration FIRST_LOOK = Duration.ofMillis(2);

  private static final RemoveOutcome LOST =
      new RemoveOutcome.Failed("what came of it was lost: look again");

  private static final String NEVER_READ = "it was never read as a whole";
  private static final String NAMELESS =
      "its name has bytes that are no text in this locale; in a UTF-8 one, such as LC_ALL=C.UTF-8,"
          + " they may be";

  private final Guard guard;
  private final Step.Listener steps;
  private final Aside aside;

  /** Makes one that waits two seconds for others at the most. */
  public LockFileRemover() {
    this(PATIENCE, Step.Listener.NOBODY);
  }

  LockFileRemover(Duration patience, Step.Listener steps) {
    this.guard = new Guard(patience);
    this.steps = steps;
    this.aside = new Aside(steps);
  }

  /**
   * Removes a lock file of another process, after comparing its bytes once more.
   *
   * <p>It opens the file: not for lock files that this JVM has taken itself.
   */
  public RemoveOutcome remove(LockFile seen) {
    FileIdentity identity = seen.identity();
    String raw = seen.raw();
    if (identity == null || raw == null) {
      return new RemoveOutcome.Refused(NEVER_READ);
    }
    return remove(seen.path(), file -> isTheOne(file, identity, raw), () -> true);
  }

  /**
   * Removes many lock files of one folder like {@link #remove(LockFile)}, each as carefully, but
   * takes the guard once for as many as a tenth of a second is enough for, and begins some threads
   * for them: not inside a host.
   *
   * @return what came of each, in their order
   */
  List<RemoveOutcome> removeAll(Path folder, List<LockFile> seen) {
    AtomicReferenceArray<@Nullable RemoveOutcome> outcomes =
        new AtomicReferenceArray<>(seen.size());
    AtomicInteger next = new AtomicInteger();
    while (next.get() < seen.size()) {
      int before = next.get();
      RemoveOutcome last = guard.whileHeld(folder, () -> turn(seen, outcomes, next));
      if (next.get() == before) {
        // The guard was not to be had: each of the rest would wait for it as long.
        return all(outcomes, last);
      }
      if (next.get() < seen.size()) {
        LockSupport.parkNanos(BETWEEN_TURNS_NANOS);
      }
    }
    return all(outcomes, LOST);
  }

  private static List<RemoveOutcome> all(
      AtomicReferenceArray<@Nullable RemoveOutcome> outcomes, RemoveOutcome others) {
    List<RemoveOutcome> all = new ArrayList<>();
    for (int i = 0; i < outcomes.length(); i++) {
      all.add(Objects.requireNonNullElse(outcomes.get(i), others));
    }
    return all;
  }

  /** Each file is one thread's alone; the guard is held until the last of them has ended. */
  private RemoveOutcome turn(
      List<LockFile> seen,
      AtomicReferenceArray<@Nullable RemoveOutcome> outcomes,
      AtomicInteger next) {
    long begin = System.nanoTime();
    Runnable some =
        () -> {
          int i;
          do {
            i = next.getAndIncrement();
            if (i < seen.size()) {
              outcomes.set(i, alone(seen.get(i)));
            }
          } while (i < seen.size() && System.nanoTime() - begin < TURN_NANOS);
        };
    Together.run(Together.threads(seen.size() - next.get()), () -> some);
    return LOST;
  }

  private RemoveOutcome alone(LockFile seen) {
    FileIdentity identity = seen.identity();
    String raw = seen.raw();
    Path absolute = seen.path().toAbsolutePath();
    if (identity == null || raw == null) {
      return new RemoveOutcome.Refused(NEVER_READ);
    }
    if (!Aside.canBeNamed(absolute)) {
      return new RemoveOutcome.Refused(NAMELESS);
    }
    try {
      return guarded(absolute, checkOfMany(identity, raw), () -> true);
    } catch (RuntimeException e) {
      return new RemoveOutcome.Failed(e.toString());
    }
  }

  /**
   * Of many files the table of the kernel's locks that was read for the one before will do for the
   * first look; behind the rename it is read anew.
   */
  private static Aside.Check checkOfMany(FileIdentity identity, String raw) {
    AtomicBoolean again = new AtomicBoolean();
    return file ->
        isTheOne(
            file,
            identity,
            raw,
            again.getAndSet(true) ? KernelLocks.now() : KernelLocks.within(FIRST_LOOK));
  }

  /**
   * Removes a lock file that a thread of this very JVM has made, by {@code stat} alone: opening it
   * would drop the POSIX locks that the host may hold on it.
   *
   * @param look makes sure that it is the one that is meant, once nobody else removes anything
   *     there: one that its holder renews all the time is not what it was before the wait
   * @param stillMeant asked before anything is done to it: waiting for the guard takes its time,
   *     and a healthy hold that goes on leaves the file as it was
   */
  public RemoveOutcome removeOwn(Path path, Look look, BooleanSupplier stillMeant) {
    return atItsTurn(path, absolute -> looked(absolute, look, stillMeant));
  }

  private RemoveOutcome looked(Path path, Look look, BooleanSupplier stillMeant) {
    try {
      FileIdentity seen = FileIdentity.of(path);
      if (seen == null) {
        return new RemoveOutcome.Gone();
      }
      RemoveOutcome not = look.whyNot(seen);
      return not == null ? guarded(path, file -> isTheOne(file, seen, null), stillMeant) : not;
    } catch (NoSuchFileException e) {
      return new RemoveOutcome.Gone();
    } catch (IOException e) {
      return new RemoveOutcome.Failed(Why.of(e));
    }
  }

  /** Looks at a lock file that this JVM has made, just before it is removed. */
  public interface Look {
    /** Why it is not to be removed, or null. */
    @Nullable RemoveOutcome whyNot(FileIdentity now) throws IOException;
  }

  private RemoveOutcome remove(Path path, Aside.Check isTheOne, BooleanSupplier stillMeant) {
    return atItsTurn(path, absolute -> guarded(absolute, isTheOne, stillMeant));
  }

  private RemoveOutcome atItsTurn(Path path, Function<Path, RemoveOutcome> removal) {
    Path absolute = path.toAbsolutePath();
    Path folder = absolute.getParent();
    if (folder == null) {
      return new RemoveOutcome.Refused("it is not in a folder");
    }
    if (!Aside.canBeNamed(absolute)) {
      return new RemoveOutcome.Refused(NAMELESS);
    }
    return guard.whileHeld(folder, () -> removal.apply(absolute));
  }

  private RemoveOutcome guarded(Path path, Aside.Check isTheOne, BooleanSupplier stillMeant) {
    steps.reached(Step.GUARDED);
    try {
      if (!isTheOne.holds(path)) {
        return FileIdentity.of(path) == null
            ? new RemoveOutcome.Gone()
            : new RemoveOutcome.Changed();
      }
      steps.reached(Step.LOOKED_AT);
      if (!stillMeant.getAsBoolean()) {
        return new RemoveOutcome.Refused("nobody waits for its release any more");
      }
      return aside.moveAndDelete(path, isTheOne);
    } catch (NoSuchFileException e) {
      return new RemoveOutcome.Gone();
    } catch (IOException e) {
      return new RemoveOutcome.Failed(Why.of(e));
    }
  }

  /**
   * Device, inode, size and time first and last, the bytes between; and nobody has locked it since
   * it was judged, which opening it might undo.
   */
  private static boolean isTheOne(Path file, FileIdentity seen, @Nullable String raw)
      throws IOException {
    return isTheOne(file, seen, raw, KernelLocks.now());
  }

  private static boolean isTheOne(
      Path file, FileIdentity seen, @Nullable String raw, KernelLocks locks) throws IOException {
    return seen.equals(FileIdentity.of(file))
        && seen.lockedIn(locks, file).isEmpty()
        && (raw == null
            || (raw.equals(LockFileReader.content(file, raw.length()))
                && seen.equals(FileIdentity.of(file))));
  }
}
