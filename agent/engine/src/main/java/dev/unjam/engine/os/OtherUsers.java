package dev.unjam.engine.os;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;

/**
 * Knows whose files may be held by processes that this one cannot look into: those of other users,
 * unless it has {@code CAP_SYS_PTRACE}, which root has outside of containers.
 */
public final class OtherUsers {
  private static final Path STATUS = Path.of("/proc/self/status");

  // linux/capability.h
  private static final int CAP_SYS_PTRACE = 19;

  /** The effective one, behind the label and the real one. */
  private static final int UID = 2;

  private final String uid;
  private final boolean seen;

  private OtherUsers(String uid, boolean seen) {
    this.uid = uid;
    this.seen = seen;
  }

  /** As this process sees them; where that is not Linux, all are taken to be seen. */
  public static OtherUsers here() {
    try {
      return of(Files.readAllLines(STATUS, StandardCharsets.ISO_8859_1));
    } catch (IOException e) {
      return new OtherUsers("", true);
    }
  }

  /** From the lines of {@code /proc/PID/status}. */
  static OtherUsers of(List<String> status) {
    String uid = "";
    long capabilities = 0;
    for (String line : status) {
      String[] words = line.split("\\s+", -1);
      if (line.startsWith("Uid:") && words.length > UID) {
        uid = words[UID];
      } else if (line.startsWith("CapEff:") && words.length > 1) {
        capabilities = Long.parseUnsignedLong(words[1], 16);
      }
    }
    return new OtherUsers(uid, (capabilities >>> CAP_SYS_PTRACE & 1) != 0);
  }

  /** Whether it belongs to one of those whose processes do not show what they hold. */
  public boolean hideHolderOf(Path file) {
    try {
      return !seen
          && !uid.equals(
              String.valueOf(Files.getAttribute(file, "unix:uid", LinkOption.NOFOLLOW_LINKS)));
    } catch (IOException e) {
      return true;
    }
  }
}
