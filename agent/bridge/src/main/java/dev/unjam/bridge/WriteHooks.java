package dev.unjam.bridge;

import java.io.FileDescriptor;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.lang.invoke.VarHandle;
import java.nio.channels.CompletionHandler;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * Refuses what a fenced holder writes to the transcript whose lock it has lost.
 *
 * <p>Called from every write to a file, first thing in the method that writes: whoever is past the
 * check is seen in that method by a stack trace that is taken after the fence is up. As long as
 * nobody is fenced each call costs one look at a field.
 */
public final class WriteHooks {
  private static final String DESCRIPTORS = "/proc/self/fd/";

  private static volatile @Nullable VarHandle number;
  private static volatile @Nullable VarHandle descriptor;

  private WriteHooks() {}

  /**
   * Gives access to {@code FileDescriptor.fd} and {@code FileChannelImpl.fd}; once, on the agent's
   * thread.
   */
  public static void access(VarHandle fd, VarHandle ofChannel) {
    number = fd;
    descriptor = ofChannel;
  }

  /**
   * Before bytes go into an open file: the exception for a fenced holder, or null.
   *
   * @param fd the file's descriptor
   * @param path what it was opened by, where that is known
   */
  public static @Nullable IOException writing(FileDescriptor fd, @Nullable String path) {
    return WriteFences.any() ? refusal(fd, path) : null;
  }

  /** The same before a part of the file is mapped into memory. */
  public static @Nullable IOException mapping(
      FileDescriptor fd, @Nullable String path, @Nullable Object mode) {
    boolean writes = mode != MapMode.READ_ONLY && mode != MapMode.PRIVATE;
    return writes && WriteFences.any() ? refusal(fd, path) : null;
  }

  /** The same before a channel's content is sent to another one, which may be a file's. */
  public static @Nullable IOException sending(@Nullable Object target) {
    VarHandle of = descriptor;
    if (!WriteFences.any() || of == null || !of.coordinateTypes().get(0).isInstance(target)) {
      return null;
    }
    return refusal((FileDescriptor) of.get(target), null);
  }

  /** Before a channel is opened: writing cuts the file, or goes to it unseen by its name. */
  public static @Nullable IOException opening(Object file, @Nullable Object options) {
    return WriteFences.any() && writes(options) ? refusal(file) : null;
  }

  /** Before a stream is opened for writing, which may fail with nothing but this exception. */
  public static @Nullable IOException openingStream(@Nullable String file) {
    IOException refused = file == null || !WriteFences.any() ? null : refusal(file);
    return refused == null ? null : notFound(refused);
  }

  /** The same for a RandomAccessFile, with the mode that it has for the system's call. */
  public static @Nullable IOException openingRandom(@Nullable String file, int mode) {
    int readWrite = 2;
    return (mode & readWrite) == 0 ? null : openingStream(file);
  }

  /** Before a name is given up for another one, which may be there. */
  public static @Nullable IOException moving(@Nullable Object from, @Nullable Object to) {
    IOException refused = replacing(from);
    return refused == null ? replacing(to) : refused;
  }

  /** Before a name is deleted, or comes to be another file's. */
  public static @Nullable IOException replacing(@Nullable Object file) {
    return file != null && WriteFences.any() ? refusal(file) : null;
  }

  /**
   * Tells of a write to an AsynchronousFileChannel that was refused, in the way that was asked for.
   *
   * @return the failed future, or null where a handler is told
   */
  public static @Nullable Future<?> refused(
      IOException why,
      @Nullable CompletionHandler<?, ?> handler,
      @Nullable Object attachment,
      Executor executor) {
    if (handler == null) {
      return CompletableFuture.failedFuture(why);
    }
    executor.execute(new RefusedWrite(why, handler, attachment));
    return null;
  }

  private static IOException notFound(IOException refused) {
    FileNotFoundException e = new FileNotFoundException(refused.getMessage());
    e.initCause(refused);
    return e;
  }

  private static boolean writes(@Nullable Object options) {
    return options instanceof Set<?> set
        && (set.contains(StandardOpenOption.WRITE) || set.contains(StandardOpenOption.APPEND));
  }

  private static @Nullable IOException refusal(FileDescriptor fd, @Nullable String path) {
    ThreadRecord r = bound();
    if (r == null) {
      return null;
    }
    IOException refused = refusal(r, opened(fd, path));
    // By the name that it was opened by as well: the next holder may have put it away by now.
    return refused != null || path == null ? refused : refusal(r, inRealFolder(path));
  }

  private static @Nullable IOException refusal(Object file) {
    ThreadRecord r = bound();
    return r == null ? null : refusal(r, real(file.toString()));
  }

  /** Most threads are bound by nothing, and where their files are matters to nobody. */
  private static @Nullable ThreadRecord bound() {
    ThreadRecord r = Bridge.isOn() ? Threads.mineIfAny() : null;
    return r == null || WriteFences.of(r) == null ? null : r;
  }

  private static @Nullable IOException refusal(ThreadRecord r, @Nullable String file) {
    WriteFence fence = file == null ? null : WriteFences.over(r, file);
    return fence == null ? null : fence.refusal(r);
  }

  /** Where an open file is by now: the kernel knows it whatever name it was opened by. */
  private static @Nullable String opened(FileDescriptor fd, @Nullable String path) {
    VarHandle of = number;
    int n = of == null ? -1 : (int) of.get(fd);
    try {
      return Files.readSymbolicLink(Path.of(DESCRIPTORS + n)).toString();
    } catch (IOException | UnsupportedOperationException | InvalidPathException e) {
      return path == null ? null : real(path);
    }
  }

  /** The path with all links of its folder resolved. */
  private static String inRealFolder(String file) {
    String absolute = absolute(file);
    return absolute == null ? file : inRealFolder(Path.of(absolute)).toString();
  }

  private static @Nullable String absolute(String file) {
    try {
      return Path.of(file).toAbsolutePath().normalize().toString();
    } catch (InvalidPathException e) {
      return null;
    }
  }

  /** The path with all links resolved, of a file that need not be there. */
  private static @Nullable String real(String file) {
    String absolute = absolute(file);
    return absolute == null ? null : real(Path.of(absolute)).toString();
  }

  private static Path real(Path path) {
    try {
      return path.toRealPath();
    } catch (IOException e) {
      return inRealFolder(path);
    }
  }

  /** A file that is not there, or a link to nothing, is where its folder is. */
  private static Path inRealFolder(Path path) {
    Path folder = path.getParent();
    Path name = path.getFileName();
    try {
      return folder == null || name == null ? path : folder.toRealPath().resolve(name);
    } catch (IOException e) {
      return path;
    }
  }
}
