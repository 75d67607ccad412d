package dev.unjam.engine.os;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * The advisory locks that the kernel holds on files, as {@code /proc/locks} had them at one moment.
 *
 * <p>Read instead of {@code F_GETLK} because it needs no open file: opening and closing one would
 * drop this JVM's own locks on it.
 */
public final class KernelLocks {
  private static final Path TABLE = Path.of("/proc/locks");

  /** The last table that was read: mostly the next one says the same. */
  private static volatile Read last = new Read("", new KernelLocks(Map.of()), Long.MIN_VALUE / 2);

  private final Map<Long, List<Entry>> byInode;

  private KernelLocks(Map<Long, List<Entry>> byInode) {
    this.byInode = byInode;
  }

  /**
   * Returns the table as it was read at most that long ago, by whoever it was, or reads it: enough
   * for a first look, which another one follows.
   */
  public static KernelLocks within(Duration age) {
    Read known = last;
    return System.nanoTime() - known.at() < age.toNanos() ? known.locks() : now();
  }

  /** Whether there is such a table to read. */
  public static boolean areSeen() {
    return Files.isReadable(TABLE);
  }

  /** Reads the table; an empty one where there is none to read. */
  public static KernelLocks now() {
    long at = System.nanoTime();
    try {
      String table = Files.readString(TABLE, StandardCharsets.US_ASCII);
      return remembered(table, at);
    } catch (IOException e) {
      return new KernelLocks(Map.of());
    }
  }

  private static KernelLocks remembered(String table, long at) {
    Read known = last;
    KernelLocks locks = known.table().equals(table) ? known.locks() : parse(table);
    last = new Read(table, locks, at);
    return locks;
  }

  static KernelLocks parse(String table) {
    Map<Long, List<Entry>> found = new HashMap<>();
    for (String line : table.split("\n", -1)) {
      // 1: POSIX  ADVISORY  WRITE 1234 08:01:131 0 EOF; a waiter has "->" as its second word
      String[] words = line.trim().split("\\s+", -1);
      if (words.length >= 6 && !words[1].equals("->") && !words[1].equals("LEASE")) {
        add(words[4], words[5].split(":", -1), found);
      }
    }
    return new KernelLocks(found);
  }

  private static void add(String holder, String[] file, Map<Long, List<Entry>> found) {
    try {
      long inode = Long.parseLong(file[file.length - 1]);
      Entry entry = new Entry(Long.parseLong(holder), Long.parseLong(file[0], 16));
      found.computeIfAbsent(inode, none -> new ArrayList<>()).add(entry);
    } catch (NumberFormatException e) {
      return; // a line of a kind that we do not know says nothing about a lock
    }
  }

  /**
   * Returns the holder of a lock on this file: a pid, or -1 where the kernel does not say.
   *
   * <p>Inodes are given out again at once: a hit in the table counts only if it is still there now.
   */
  public OptionalLong holder(Path file) {
    return lookUp(file).isPresent() ? now().lookUp(file) : OptionalLong.empty();
  }

  /**
   * Says whether this may be so of a file with this number, on whatever file system: the same look
   * into the table without one at the file.
   */
  public boolean mayHold(long inode) {
    return byInode.containsKey(inode);
  }

  private OptionalLong lookUp(Path file) {
    if (byInode.isEmpty()) {
      return OptionalLong.empty();
    }
    try {
      Map<String, Object> stat =
          Files.readAttributes(file, "unix:ino,dev", LinkOption.NOFOLLOW_LINKS);
      return stat.get("ino") instanceof Long inode && stat.get("dev") instanceof Long device
          ? holder(inode, major(device))
          : OptionalLong.empty();
    } catch (IOException | UnsupportedOperationException | IllegalArgumentException e) {
      return OptionalLong.empty();
    }
  }

  OptionalLong holder(long inode, long major) {
    return byInode.getOrDefault(inode, List.of()).stream()
        .filter(entry -> mayBeTheSame(entry.major(), major))
        .mapToLong(Entry::holder)
        .findFirst();
  }

  /**
   * Overlay and btrfs report other device numbers to stat than to the table, all of major 0: there
   * the inode must do, and a chance match only spares a file.
   */
  private static boolean mayBeTheSame(long one, long other) {
    return one == other || one == 0 || other == 0;
  }

  private static long major(long device) {
    return ((device >>> 8) & 0xfff) | ((device >>> 32) & ~0xfffL);
  }

  private record Read(String table, KernelLocks locks, long at) {}

  private record Entry(long holder, long major) {}
}
