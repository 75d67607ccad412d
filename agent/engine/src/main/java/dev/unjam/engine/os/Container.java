package dev.unjam.engine.os;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;

/**
 * Knows whether this process is in a container, and whether processes of another one, which it
 * cannot see, may work in a folder.
 */
public final class Container {
  /** What a container's own layer is: nobody else writes there. */
  private static final Set<String> LAYERS =
      Set.of("overlay", "fuse-overlayfs", "fuse.fuse-overlayfs", "aufs");

  private static final int MOUNT_POINT = 4;

  private Container() {}

  /** Says whether this process sees the pids of a namespace of its own only; never throws. */
  public static boolean isOne() {
    try {
      String namespace = Files.readSymbolicLink(Path.of("/proc/self/ns/pid")).toString();
      return !namespace.equals(PidNamespace.FIRST_PID);
    } catch (IOException | UnsupportedOperationException e) {
      return false;
    }
  }

  /**
   * Says whether a folder surely lies in this container's own layer, which goes with it, or on the
   * root file system of one that boots a system of its own, rather than on a volume that others may
   * have mounted as well; never throws.
   */
  public static boolean isOwn(Path folder) {
    try {
      Path mounts = Path.of("/proc/self/mountinfo");
      return isOwn(
          folder.toRealPath(),
          Files.readString(mounts, StandardCharsets.ISO_8859_1),
          SystemContainer.isOne());
    } catch (IOException | SecurityException e) {
      return false;
    }
  }

  static boolean isOwn(Path real, String mountinfo, boolean ofSystem) {
    String deepest = "";
    String type = "";
    for (String line : mountinfo.split("\n", -1)) {
      // 36 35 98:0 /mnt1 /mnt2 rw,noatime master:1 - ext3 /dev/root rw
      String[] words = line.split(" ", -1);
      int dash = line.indexOf(" - ");
      if (words.length <= MOUNT_POINT || dash < 0) {
        continue;
      }
      String point = words[MOUNT_POINT];
      // of two on one point the later lies on top
      if (point.length() >= deepest.length() && isUnder(real, point)) {
        deepest = point;
        type = line.substring(dash + " - ".length()).split(" ", 2)[0];
      }
    }
    return deepest.equals("/")
        && (LAYERS.contains(type) || (ofSystem && !SharedStore.isShared(type)));
  }

  /** A name with a blank is written in octal there: it counts for any that may be meant. */
  private static boolean isUnder(Path real, String point) {
    int odd = point.indexOf('\\');
    return odd < 0 ? real.startsWith(point) : real.toString().startsWith(point.substring(0, odd));
  }
}
