package dev.unjam.engine.remedy;

import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * The host's end of a pipe to a child, opened once more in the other direction.
 *
 * <p>Linux shows each descriptor in {@code /proc/self/fd}, and a pipe that is opened there can be
 * read or written whichever end the descriptor is. Numbers are used again: both sides must show one
 * and the same pipe, before and after it is opened. Called on a disposable thread.
 */
final class PipeEnd {
  private static final String FOLDER = "/proc/self/fd/";

  private final String path;
  private final String pipe;

  private PipeEnd(String path, String pipe) {
    this.path = path;
    this.pipe = pipe;
  }

  /**
   * The pipe behind this descriptor of ours, or null if the child has another one for its own, or
   * nobody tells.
   *
   * @param childs the number of the child's descriptor: 0 for its input, 1 for its output
   */
  static @Nullable PipeEnd of(@Nullable FileDescriptor ours, long pid, int childs) {
    try {
      String path = FOLDER + number(ours);
      String pipe = link(path);
      boolean same =
          pipe.startsWith("pipe:") && pipe.equals(link("/proc/" + pid + "/fd/" + childs));
      return same ? new PipeEnd(path, pipe) : null;
    } catch (IOException | ReflectiveOperationException | RuntimeException e) {
      return null;
    }
  }

  /** The same pipe as if it were expected at this number of ours. */
  PipeEnd at(int number) {
    return new PipeEnd(FOLDER + number, pipe);
  }

  static int number(@Nullable FileDescriptor fd) throws ReflectiveOperationException {
    if (fd == null) {
      throw new NoSuchFieldException("no descriptor");
    }
    Field number = FileDescriptor.class.getDeclaredField("fd");
    number.setAccessible(true);
    return number.getInt(fd);
  }

  private static String link(String path) throws IOException {
    return Files.readSymbolicLink(Path.of(path)).toString();
  }

  /** Whether nothing is in it that its reader has not taken; false if nobody can tell. */
  boolean isEmpty() {
    try (FileInputStream in = new FileInputStream(path)) {
      return isStill(in.getFD()) && in.available() == 0;
    } catch (IOException | ReflectiveOperationException e) {
      return false;
    }
  }

  /**
   * Writes this in one piece; whether it is still the pipe.
   *
   * <p>The number may have become a file of the host's by now: it is opened without being truncated
   * (as a FileOutputStream would), and what was opened is looked at before anything is written.
   */
  boolean write(byte[] frame) throws IOException, ReflectiveOperationException {
    return link(path).equals(pipe) && writeIfStill(frame);
  }

  /** The same where the number may have changed hands since it was looked at. */
  boolean writeIfStill(byte[] frame) throws IOException, ReflectiveOperationException {
    try (FileChannel out = FileChannel.open(Path.of(path), StandardOpenOption.WRITE)) {
      if (!isStill(descriptor(out))) {
        return false;
      }
      return out.write(ByteBuffer.wrap(frame)) == frame.length;
    }
  }

  private static FileDescriptor descriptor(FileChannel channel)
      throws ReflectiveOperationException {
    Field fd = channel.getClass().getDeclaredField("fd");
    fd.setAccessible(true);
    return (FileDescriptor) fd.get(channel);
  }

  private boolean isStill(FileDescriptor opened) throws IOException, ReflectiveOperationException {
    return link(FOLDER + number(opened)).equals(pipe);
  }
}
