package dev.unjam.engine.track;

import dev.unjam.bridge.ChildRecord;
import dev.unjam.bridge.Children;
import java.io.File;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads along in the files that children write in the place of a pipe: what is said there nobody
 * else may ever read.
 *
 * <p>A file that somebody else writes as well is left alone for the child's life: nobody could tell
 * whose words those are.
 *
 * <p>The watchdog's thread only.
 */
final class ChildFiles {
  /** So much of a file is read in one scan; of what grows faster, the end. */
  private static final int MOST = 65_536;

  private static final long NEVER = -1;

  private final Map<ChildRecord, Map<File, Long>> read = new HashMap<>();

  /** Takes in what has been written since the last scan. */
  void scan() {
    if (!Children.any() && read.isEmpty()) {
      return;
    }
    Set<ChildRecord> there = new HashSet<>();
    Children.forEach(
        child -> {
          File out = child.outputFile();
          File err = child.errorFile();
          if (out != null || err != null) {
            there.add(child);
            look(child, out);
            look(child, err == null || err.equals(out) ? null : err);
          }
        });
    read.keySet().retainAll(there);
  }

  private void look(ChildRecord child, @Nullable File file) {
    if (file == null || !file.isFile()) {
      return;
    }
    Map<File, Long> mine = read.computeIfAbsent(child, c -> new HashMap<>());
    long from =
        mine.computeIfAbsent(
            file, f -> f.equals(child.outputFile()) ? child.outputFrom() : child.errorFrom());
    if (from != NEVER && FileWriters.isOfAnother(child, file)) {
      mine.put(file, NEVER);
      return;
    }
    long length = file.length();
    if (from != NEVER && length != from) {
      boolean shared = length > from && FileWriters.isOfTheHost(file);
      mine.put(file, shared ? NEVER : length);
      from = shared ? length : from;
      if (length > from) {
        long start = Math.max(from, length - MOST);
        child.writesUnread(start - from);
        take(child, file, start, length);
      }
    }
  }

  private static void take(ChildRecord child, File file, long from, long to) {
    byte[] text = new byte[(int) (to - from)];
    try (RandomAccessFile in = new RandomAccessFile(file, "r")) {
      in.seek(from);
      int n = in.read(text);
      child.saysOnStderr(text, 0, n);
    } catch (IOException e) {
      // Gone, or not to be read: then nobody knows what is in it.
      child.saysOnStderr(text, 0, 0);
    }
  }
}
