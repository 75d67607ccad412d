package dev.unjam.engine.lease;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.Set;

/** The file that the {@link Guard}'s lock is on: made where it is missing, for all who need it. */
final class GuardFile {
  private GuardFile() {}

  /**
   * Returns what it is now, after making it where it was not there.
   *
   * @throws IOException where it is none that can be opened: a pipe of that name would block
   */
  static FileIdentity existing(Path folder, Path file) throws IOException {
    BasicFileAttributes seen;
    try {
      seen = FileIdentity.attributes(file);
    } catch (NoSuchFileException e) {
      make(folder, file);
      seen = FileIdentity.attributes(file);
    }
    if (!seen.isRegularFile()) {
      throw new IOException("it is not a regular file");
    }
    return FileIdentity.of(seen);
  }

  private static void make(Path folder, Path file) throws IOException {
    try {
      Files.createFile(file);
    } catch (FileAlreadyExistsException e) {
      return; // another remover's, which is as good
    }
    giveTo(folder, file);
  }

  /**
   * A doctor that root runs once must not shut the gateway's own sweeps out for ever: whoever may
   * write to the folder may lock it. No link is followed, for somebody may have put one in its
   * place by now.
   */
  private static void giveTo(Path folder, Path file) {
    PosixFileAttributeView view =
        Files.getFileAttributeView(file, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
    if (view == null) {
      return;
    }
    try {
      PosixFileAttributes of = Files.readAttributes(folder, PosixFileAttributes.class);
      PosixFileAttributes now = view.readAttributes();
      if (!of.group().equals(now.group())) {
        view.setGroup(of.group());
      }
      view.setPermissions(permissions(of.permissions()));
      if (!of.owner().equals(now.owner())) {
        view.setOwner(of.owner());
      }
    } catch (IOException | UnsupportedOperationException | SecurityException e) {
      return; // it stays as it is, and whoever may not open it says so
    }
  }

  private static Set<PosixFilePermission> permissions(Set<PosixFilePermission> folder) {
    Set<PosixFilePermission> file = EnumSet.copyOf(folder);
    file.removeAll(
        EnumSet.of(
            PosixFilePermission.OWNER_EXECUTE,
            PosixFilePermission.GROUP_EXECUTE,
            PosixFilePermission.OTHERS_EXECUTE));
    file.add(PosixFilePermission.OWNER_WRITE);
    return file;
  }
}
