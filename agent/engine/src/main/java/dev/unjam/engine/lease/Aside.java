package dev.unjam.engine.lease;

import dev.unjam.engine.os.KernelLocks;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Takes a file out of the way by renaming it, so that it can be looked at before it is deleted.
 *
 * <p>Everything here happens under the folder's {@link Guard}: what lies aside while somebody else
 * holds it was left there by a remover that was killed.
 */
final class Aside {
  /** No lock file pattern counts for it: a file that lies aside is no lock. */
  static final String SUFFIX = ".unjam-aside";

  /**
   * A file system has names of 255 bytes, encrypted ones (eCryptfs) of 143: what is longer than
   * this lies aside under its own name, in a folder of its own.
   */
  private static final int MOST_BYTES = 100;

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
    Path aside = place(path);
    try {
      return moveAndDelete(path, aside, isTheOne);
    } finally {
      if (isInFolder(aside)) {
        leave(aside.getParent());
      }
    }
  }

  private static Path place(Path path) throws IOException {
    String name = String.valueOf(path.getFileName());
    String unique = Long.toHexString(ThreadLocalRandom.current().nextLong()) + SUFFIX;
    return name.getBytes(StandardCharsets.UTF_8).length <= MOST_BYTES
        ? path.resolveSibling(name + "." + unique)
        : Files.createDirectory(path.resolveSibling(unique)).resolve(name);
  }

  /** Takes away a folder in which a file lay aside; one that has anything in it stays. */
  static void leave(@Nullable Path folder) {
    try {
      if (folder != null) {
        Files.deleteIfExists(folder);
      }
    } catch (IOException e) {
      return; // the next removal here deals with it
    }
  }

  private static boolean isInFolder(Path aside) {
    return !String.valueOf(aside.getFileName()).endsWith(SUFFIX);
  }

  /** Says whether it is a folder in which something may lie aside. */
  static boolean isFolder(Path found) {
    return Files.isDirectory(found, LinkOption.NOFOLLOW_LINKS);
  }

  /** Returns what lies aside there: the file of such a name, or what is in the folder of it. */
  static List<Path> files(Path found) throws IOException {
    if (!isFolder(found)) {
      return List.of(found);
    }
    try (Stream<Path> inside = Files.list(found)) {
      return inside.toList();
    } catch (NoSuchFileException e) {
      return List.of(); // another remover has just finished it
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private RemoveOutcome moveAndDelete(Path path, Path aside, Check isTheOne) throws IOException {
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
      Path original = original(aside);
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

  /** Returns where a file that lies aside was; any other file is where it is. */
  static Path original(Path aside) {
    String name = String.valueOf(aside.getFileName());
    if (name.endsWith(SUFFIX)) {
      String withUnique = name.substring(0, name.length() - SUFFIX.length());
      int dot = withUnique.lastIndexOf('.');
      return aside.resolveSibling(dot > 0 ? withUnique.substring(0, dot) : withUnique);
    }
    Path folder = aside.getParent();
    return folder != null && String.valueOf(folder.getFileName()).endsWith(SUFFIX)
        ? folder.resolveSibling(name)
        : aside;
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
