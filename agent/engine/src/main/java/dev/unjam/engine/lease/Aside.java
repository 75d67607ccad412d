package dev.unjam.engine.lease;

import dev.unjam.engine.os.KernelLocks;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Predicate;

/**
 * Takes a file out of the way by renaming it, so that it can be looked at before it is deleted.
 *
 * <p>Everything here happens under the folder's {@link Guard}: what lies aside while somebody else
 * holds it was left there by a remover that was killed.
 */
final class Aside {
  /** No lock file pattern counts for it: a file that lies aside is no lock. */
  static final String SUFFIX = ".unjam-aside";

  private final Step.Listener steps;

  Aside(Step.Listener steps) {
    this.steps = steps;
  }

  /**
   * Says whether the name survives becoming text: one that does not could not be put back after a
   * crash.
   */
  static boolean canBeNamed(Path path) {
    try {
      Path name = path.getFileName();
      return name != null && path.equals(path.resolveSibling(name.toString()));
    } catch (InvalidPathException e) {
      return false;
    }
  }

  /** Renames, checks what was caught, and deletes it; what fails the check is put back. */
  RemoveOutcome moveAndDelete(Path path, Check isTheOne) throws IOException {
    String unique = Long.toHexString(ThreadLocalRandom.current().nextLong());
    Path aside = path.resolveSibling(path.getFileName() + "." + unique + SUFFIX);
    if (!move(path, aside)) {
      return new RemoveOutcome.Gone();
    }
    steps.reached(Step.MOVED_ASIDE);
    RemoveOutcome outcome = deleteIf(isTheOne, aside);
    if (outcome instanceof RemoveOutcome.Removed) {
      return outcome;
    }
    RemoveOutcome back = putBack(aside, path);
    return back instanceof RemoveOutcome.Changed ? outcome : back;
  }

  /** A file server that has to be asked twice says of its own rename that there is no such file. */
  private static boolean move(Path path, Path aside) throws IOException {
    try {
      Files.move(path, aside, StandardCopyOption.ATOMIC_MOVE);
      return true;
    } catch (NoSuchFileException e) {
      return FileIdentity.of(aside) != null;
    }
  }

  private RemoveOutcome deleteIf(Check isTheOne, Path aside) {
    try {
      if (!isTheOne.holds(aside)) {
        return new RemoveOutcome.Changed();
      }
      steps.reached(Step.VERIFIED);
      delete(aside);
      steps.reached(Step.DELETED);
      return new RemoveOutcome.Removed();
    } catch (IOException e) {
      return new RemoveOutcome.Failed(Why.of(e));
    } catch (RuntimeException | Error e) {
      // Whatever it is: the file must not stay away for it.
      return new RemoveOutcome.Failed(e.toString());
    }
  }

  /** By one system call; where that fails, by two, of which the second says why. */
  private static void delete(Path aside) throws IOException {
    if (!aside.toFile().delete()) {
      Files.deleteIfExists(aside);
    }
  }

  /**
   * Finishes what a killed remover began: deletes what is stale, and puts anything else back.
   *
   * @return {@code Changed} where it was put back, or had its own name already
   */
  RemoveOutcome finish(Path aside, Predicate<LockFile> stale) {
    try {
      Path original = aside.resolveSibling(originalName(aside));
      if (Files.exists(original, LinkOption.NOFOLLOW_LINKS) && Files.isSameFile(aside, original)) {
        // Killed between linking it back and taking the other name away.
        Files.deleteIfExists(aside);
        return new RemoveOutcome.Changed();
      }
      boolean locked = KernelLocks.now().holder(aside).isPresent();
      Optional<LockFile> file = locked ? Optional.empty() : LockFileReader.read(aside);
      if (file.filter(stale).isPresent()) {
        Files.deleteIfExists(aside);
        return new RemoveOutcome.Removed();
      }
      return putBack(aside, original);
    } catch (NoSuchFileException e) {
      return new RemoveOutcome.Gone();
    } catch (IOException e) {
      return new RemoveOutcome.Failed(Why.of(e));
    }
  }

  /** Returns what a file that lies aside was called; anything else keeps its name. */
  static String originalName(Path aside) {
    String name = String.valueOf(aside.getFileName());
    String withUnique =
        name.endsWith(SUFFIX) ? name.substring(0, name.length() - SUFFIX.length()) : name;
    int dot = withUnique.lastIndexOf('.');
    return dot > 0 ? withUnique.substring(0, dot) : withUnique;
  }

  /** A link, since a rename would overwrite a lock that somebody took in between. */
  private RemoveOutcome putBack(Path aside, Path path) {
    try {
      link(aside, path);
      steps.reached(Step.LINKED_BACK);
      Files.deleteIfExists(aside);
      steps.reached(Step.PUT_BACK);
      return new RemoveOutcome.Changed();
    } catch (FileAlreadyExistsException e) {
      return new RemoveOutcome.Failed(
          "it was taken anew while it lay aside; what was there before is kept as "
              + CleanText.escaped(aside.toString()));
    } catch (NoSuchFileException e) {
      return new RemoveOutcome.Gone();
    } catch (IOException e) {
      return new RemoveOutcome.Failed(
          "it could not be put back and is kept as "
              + CleanText.escaped(aside.toString())
              + ": "
              + Why.of(e));
    }
  }

  /**
   * Where no link can be made (a file system without them, {@code fs.protected_hardlinks} and a
   * file of somebody else) it is renamed unless something is there: a live lock must not stay away.
   */
  private static void link(Path aside, Path path) throws IOException {
    try {
      Files.createLink(path, aside);
    } catch (FileAlreadyExistsException e) {
      if (!Files.isSameFile(aside, path)) {
        throw e;
      }
    } catch (NoSuchFileException e) {
      throw e;
    } catch (UnsupportedOperationException | IOException e) {
      Files.move(aside, path);
    }
  }

  /** Says whether a file is the one that was meant. */
  interface Check {
    boolean holds(Path file) throws IOException;
  }
}
