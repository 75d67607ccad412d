package dev.unjam.engine.lease;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * The entries of one folder's transcripts that are about to be written: a line each before the
 * write, none after it.
 *
 * <p>It lies in the transcripts' own folder, where the next start finds it wherever its own log is,
 * and is locked for as long as it is open, over all processes: what it has when it is opened was
 * left by a process that was killed, or by a write that failed. What cannot be written stays in it,
 * and is copied together where the journal would grow too large for that. Empty it stays; it is
 * never deleted, for a lock on a file that can be replaced is none. Within this JVM a lock of ours
 * goes before it, one for each folder.
 */
final class RecoveryJournal implements AutoCloseable {
  static final String NAME = ".unjam.journal";

  private static final int MOST_BYTES = 256 * 1024;

  /** As large as it is for a moment, while it is being copied together. */
  private static final int MOST_AT_ALL = 2 * MOST_BYTES;

  private static final long PAUSE_NANOS = 2_000_000;
  private static final FolderLocks IN_THIS_JVM = new FolderLocks();

  private final FolderLock here;
  private final FileChannel channel;
  private final Map<String, PendingEntry> pending;
  private long end;

  private RecoveryJournal(
      FolderLock here, FileChannel channel, Map<String, PendingEntry> pending, long end) {
    this.here = here;
    this.channel = channel;
    this.pending = pending;
    this.end = end;
  }

  /**
   * Opens a folder's journal for this thread alone.
   *
   * @return null where others kept it for longer than the patience
   * @throws IOException where there cannot be one
   */
  static @Nullable RecoveryJournal open(Path folder, Duration patience) throws IOException {
    FolderLock here = lockInThisJvm(folder, patience);
    if (here == null) {
      return null;
    }
    long deadline = System.nanoTime() + patience.toNanos();
    RecoveryJournal opened = null;
    try {
      opened = locked(here, folder, deadline);
      return opened;
    } finally {
      if (opened == null) {
        here.close();
      }
    }
  }

  private static @Nullable FolderLock lockInThisJvm(Path folder, Duration patience)
      throws IOException {
    try {
      return IN_THIS_JVM.lock(folder, patience);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return null;
    }
  }

  private static @Nullable RecoveryJournal locked(FolderLock here, Path folder, long deadline)
      throws IOException {
    FileChannel channel =
        FileChannel.open(
            folder.resolve(NAME),
            Set.of(StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE),
            OwnerOnly.attributes());
    RecoveryJournal journal = null;
    try {
      FileLock lock = channel.tryLock();
      while (lock == null
          && System.nanoTime() < deadline
          && !Thread.currentThread().isInterrupted()) {
        LockSupport.parkNanos(PAUSE_NANOS);
        lock = channel.tryLock();
      }
      journal = lock == null ? null : read(here, channel);
      return journal;
    } finally {
      if (journal == null) {
        channel.close();
      }
    }
  }

  /** A last line that was torn stands for a write that had not begun. */
  private static RecoveryJournal read(FolderLock here, FileChannel channel) throws IOException {
    int size = (int) Math.min(channel.size(), MOST_AT_ALL);
    ByteBuffer bytes = ByteBuffer.allocate(size);
    int got = 0;
    while (bytes.hasRemaining() && got >= 0) {
      got = channel.read(bytes, bytes.position());
    }
    int whole = bytes.position();
    while (whole > 0 && bytes.get(whole - 1) != '\n') {
      whole--;
    }
    Map<String, PendingEntry> pending = new LinkedHashMap<>();
    new String(bytes.array(), 0, whole, StandardCharsets.UTF_8)
        .lines()
        .forEach(line -> PendingEntry.read(line, pending));
    return new RecoveryJournal(here, channel, pending, whole);
  }

  /** Returns what was left, the oldest first. */
  List<PendingEntry> left() {
    return new ArrayList<>(pending.values());
  }

  /**
   * Says that this entry is about to be written; on the disk when it returns.
   *
   * @return false where there is no room, for it is full of others that cannot be written
   * @throws IOException where it could not be said; nothing is left of it then
   */
  boolean begin(PendingEntry entry) throws IOException {
    long before = append(entry.toLine());
    if (before < 0) {
      return false;
    }
    try {
      channel.force(false);
    } catch (IOException e) {
      cut(before);
      throw e;
    }
    pending.put(entry.key(), entry);
    return true;
  }

  /** Says that this entry is written, or need not be. */
  void done(String key) throws IOException {
    if (pending.remove(key) == null) {
      return;
    }
    if (pending.isEmpty()) {
      cut(0);
    } else if (append(PendingEntry.doneLine(key)) < 0) {
      throw new IOException("the journal " + NAME + " is full of entries that cannot be written");
    }
  }

  /** Returns where it begins, or a number below zero where there is no room for it. */
  private long append(String line) throws IOException {
    ByteBuffer bytes = StandardCharsets.UTF_8.encode(line + "\n");
    if (end + bytes.remaining() > MOST_BYTES) {
      copyTogether();
    }
    long before = end;
    if (before + bytes.remaining() > MOST_BYTES) {
      return -1;
    }
    try {
      end = write(bytes, before);
    } catch (IOException e) {
      cut(before);
      throw e;
    }
    return before;
  }

  /**
   * Keeps no more than what is pending: behind all else first, where whoever is killed at the rest
   * leaves it whole, then at the beginning.
   */
  private void copyTogether() throws IOException {
    StringBuilder lines = new StringBuilder();
    pending.values().forEach(entry -> lines.append(entry.toLine()).append('\n'));
    ByteBuffer bytes = StandardCharsets.UTF_8.encode(lines.toString());
    if (bytes.remaining() > MOST_BYTES / 2) {
      return;
    }
    try {
      write(bytes.duplicate(), end);
    } catch (IOException e) {
      cut(end);
      throw e;
    }
    channel.force(false);
    long size = write(bytes.duplicate(), 0);
    channel.force(false);
    cut(size);
  }

  private long write(ByteBuffer bytes, long from) throws IOException {
    long at = from;
    while (bytes.hasRemaining()) {
      at += channel.write(bytes, at);
    }
    return at;
  }

  private void cut(long size) throws IOException {
    channel.truncate(size);
    end = size;
  }

  @Override
  public void close() throws IOException {
    try {
      channel.close();
    } finally {
      here.close();
    }
  }
}
