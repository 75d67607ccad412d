package dev.unjam.engine.lease;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Predicate;

/**
 * Takes a file out of the way by renaming it, so that it can be looked at before it is deleted.
 *
 * <p>Everything here happens under the folder's {@link Guard}: what lies aside while somebody else
 * holds it was left there by a remover that was killed.
 */
final class Aside {
  /** No lock file pattern matches it: a file that lies aside is no lock. */
  static final String SUFFIX = ".unjam-aside";

  private Aside() {}

  /** Renames, checks what was caught, and deletes it; what fails the check is put back. */
  static RemoveOutcome moveAndDelete(Path path, Check isTheOne) throws IOException {
    String unique = Long.toHexString(ThreadLocalRandom.current().nextLong());
    Path aside = path.resolveSibling(path.getFileName() + "." + unique + SUFFIX);
    Files.move(path, aside, StandardCopyOption.ATOMIC_MOVE);
    try {
      if (isTheOne.holds(aside)) {
        Files.delete(aside);
        return new RemoveOutcome.Removed();
      }
    } catch (IOException e) {
      RemoveOutcome back = putBack(aside, path);
      return back instanceof RemoveOutcome.Failed ? back : new RemoveOutcome.Failed(Why.of(e));
    }
    return putBack(aside, path);
  }

  /**
   * Finishes what a killed remover began: deletes what is stale, and puts anything else back.
   *
   * @return {@code Changed} where it was put back
   */
  static RemoveOutcome finish(Path aside, Predicate<LockFile> stale) {
    try {
      if (LockFileReader.read(aside).filter(stale).isPresent()) {
        Files.deleteIfExists(aside);
        return new RemoveOutcome.Removed();
      }
      Path original = aside.resolveSibling(originalName(aside));
      return Files.exists(aside) ? finishPutBack(aside, original) : new RemoveOutcome.Gone();
    } catch (IOException e) {
      return new RemoveOutcome.Failed(Why.of(e));
    }
  }

  /** It may have been killed between linking it back and deleting what lay aside. */
  private static RemoveOutcome finishPutBack(Path aside, Path original) throws IOException {
    if (Files.exists(original) && Files.isSameFile(aside, original)) {
      Files.delete(aside);
      return new RemoveOutcome.Changed();
    }
    return putBack(aside, original);
  }

  private static String originalName(Path aside) {
    String name = String.valueOf(aside.getFileName());
    String withUnique = name.substring(0, name.length() - SUFFIX.length());
    int dot = withUnique.lastIndexOf('.');
    return dot > 0 ? withUnique.substring(0, dot) : withUnique;
  }

  /** A link, since a rename would overwrite a lock that somebody took in between. */
  private static RemoveOutcome putBack(Path aside, Path path) {
    try {
      link(aside, path);
      Files.deleteIfExists(aside);
      return new RemoveOutcome.Changed();
    } catch (FileAlreadyExistsException e) {
      return new RemoveOutcome.Failed(
          "it was taken anew while it lay aside; what was there before is kept as " + aside);
    } catch (NoSuchFileException e) {
      return new RemoveOutcome.Gone();
    } catch (IOException e) {
      return new RemoveOutcome.Failed(
          "it could not be put back and is kept as " + aside + ": " + Why.of(e));
    }
  }

  /**
   * Where no link can be made (a file system without them, {@code fs.protected_hardlinks} and a
   * file of somebody else) it is renamed unless something is there: a live lock must not stay away.
   */
  private static void link(Path aside, Path path) throws IOException {
    try {
      Files.createLink(path, aside);
    } catch (FileAlreadyExistsException | NoSuchFileException e) {
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
