package dev.unjam.engine.os;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Tells file systems that other hosts may write to as well: a pid there may be one of theirs. */
public final class SharedStore {
  private static final Set<String> SHARED =
      Set.of(
          "nfs",
          "nfs4",
          "cifs",
          "smb3",
          "smbfs",
          "smb2",
          "afs",
          "afpfs",
          "ncpfs",
          "webdav",
          "ceph",
          "fuse.ceph",
          "glusterfs",
          "fuse.glusterfs",
          "fuse.sshfs",
          "lustre",
          "gpfs",
          "beegfs",
          "ocfs2",
          "gfs2",
          // of a virtual machine's host: its processes, and its locks, are not to be seen from here
          "9p",
          "virtiofs",
          "vboxsf",
          "vmhgfs",
          "fuse.vmhgfs-fuse",
          "prl_fs",
          "fuse.grpcfuse",
          "fuse.osxfs",
          "fakeowner");

  /** Where a lock that one process takes is seen by every other, in whatever container. */
  private static final Set<String> LOCAL =
      Set.of(
          "ext2",
          "ext3",
          "ext4",
          "ext2/ext3",
          "xfs",
          "btrfs",
          "zfs",
          "f2fs",
          "jfs",
          "bcachefs",
          "tmpfs",
          "overlay");

  private SharedStore() {}

  /** Returns the type of the folder's file system if it is one of those; never throws. */
  public static Optional<String> under(Path folder) {
    try {
      String type = Files.getFileStore(folder).type();
      return isShared(type) ? Optional.of(type) : Optional.empty();
    } catch (IOException | SecurityException e) {
      return Optional.empty();
    }
  }

  /**
   * Whether all who have this folder see each other's locks on its files: certain of a few types
   * alone; never throws.
   */
  public static boolean sharesLocks(Path folder) {
    try {
      return LOCAL.contains(Files.getFileStore(folder).type().toLowerCase(Locale.ROOT));
    } catch (IOException | SecurityException e) {
      return false;
    }
  }

  static boolean isShared(String type) {
    return SHARED.contains(type.toLowerCase(Locale.ROOT));
  }
}
