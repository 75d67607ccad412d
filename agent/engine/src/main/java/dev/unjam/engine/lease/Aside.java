package dev.unjam.engine.lease;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.concurrent.ThreadLocalRandom;

/** Takes a file out of the way by renaming it, so that it can be looked at before it is deleted. */
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
      putBack(aside, path);
      return new RemoveOutcome.Failed(Why.of(e));
    }
    return putBack(aside, path);
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
    } catch (IOException e) {
      return new RemoveOutcome.Failed(
          "it could not be put back and is kept as " + aside + ": " + Why.of(e));
    }
  }

  /** File systems without hard links get a rename that refuses to overwrite, where there is one. */
  private static void link(Path aside, Path path) throws IOException {
    try {
      Files.createLink(path, aside);
    } catch (UnsupportedOperationException e) {
      Files.move(aside, path);
    }
  }

  /** Says whether a file is the one that was meant. */
  interface Check {
    boolean holds(Path file) throws IOException;
  }
}
