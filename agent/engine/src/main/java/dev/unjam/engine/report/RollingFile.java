package dev.unjam.engine.report;

import java.io.File;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.jspecify.annotations.Nullable;

/**
 * A file that grows by whole lines and is rotated by size: {@code name}, {@code name.1} and so on.
 *
 * <p>Opened for appending at the first line, and again where somebody moved it away. Not
 * thread-safe. Never waits for the disk.
 */
final class RollingFile {
  private final File file;
  private final long mostBytes;
  private final int files;
  private @Nullable FileOutputStream out;
  private long size;
  private boolean torn;

  /**
   * @param path the file; a missing folder is made
   * @param mostBytes how large a file may become
   * @param files how many files there may be, the current one included
   */
  RollingFile(String path, long mostBytes, int files) {
    this.file = new File(path).getAbsoluteFile();
    this.mostBytes = mostBytes;
    this.files = files;
  }

  /** Appends the bytes, which end in a line feed, in one write. */
  void append(byte[] line) throws IOException {
    try {
      FileOutputStream open = ready(line.length);
      if (torn) {
        open.write('\n');
        torn = false;
        size++;
      }
      open.write(line);
      size += line.length;
    } catch (IOException e) {
      torn = true;
      close();
      throw e;
    }
  }

  private FileOutputStream ready(int more) throws IOException {
    FileOutputStream open = out;
    if (open != null && !file.exists()) {
      close();
      open = null;
    }
    if (open == null) {
      open = open();
    }
    if (size > 0 && size + more > mostBytes && isOurs()) {
      close();
      rotate();
      open = open();
    }
    return open;
  }

  private FileOutputStream open() throws IOException {
    // opening a pipe for writing waits for a reader; a device is the operator's own choice
    if (file.exists() && !file.isFile() && !file.getPath().startsWith("/dev/")) {
      throw new IOException("not a regular file");
    }
    Path folder = file.toPath().getParent();
    if (folder != null && !Files.isDirectory(folder)) {
      Files.createDirectories(folder);
    }
    FileOutputStream opened = new FileOutputStream(file, true);
    out = opened;
    size = file.length();
    torn = file.isFile() && size > 0 && !endsInLineFeed();
    return opened;
  }

  /** A process that died in the middle of a line leaves half of it. */
  private boolean endsInLineFeed() throws IOException {
    if (!file.canRead()) {
      return true;
    }
    try (RandomAccessFile in = new RandomAccessFile(file, "r")) {
      in.seek(Math.max(0, in.length() - 1));
      return in.read() == '\n';
    }
  }

  /** Renaming a link such as {@code /dev/stdout} would break what it stands for. */
  private boolean isOurs() {
    return file.isFile() && !Files.isSymbolicLink(file.toPath());
  }

  private void rotate() throws IOException {
    for (int i = files - 1; i > 0; i--) {
      Path from = i == 1 ? file.toPath() : numbered(i - 1);
      if (Files.exists(from)) {
        Files.move(from, numbered(i), StandardCopyOption.REPLACE_EXISTING);
      }
    }
    if (files == 1) {
      Files.deleteIfExists(file.toPath());
    }
  }

  private Path numbered(int number) {
    return Path.of(file.getPath() + "." + number);
  }

  private void close() throws IOException {
    FileOutputStream open = out;
    out = null;
    if (open != null) {
      open.close();
    }
  }
}
