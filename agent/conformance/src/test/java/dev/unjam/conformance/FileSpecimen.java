package dev.unjam.conformance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/** Two channels of one file, and the model of their locks. */
final class FileSpecimen implements Specimen<FileMove> {
  private static final int HELPER = Schedule.THREADS;
  private static final int SIZE = 10;

  private final List<FileChannel> channels = new ArrayList<>();
  private final @Nullable FileLock[] last = new @Nullable FileLock[Schedule.THREADS + 1];
  private final IdentityHashMap<FileModel.Given, FileLock> real = new IdentityHashMap<>();
  private final FileModel model = new FileModel();

  FileSpecimen(Path file) {
    try {
      for (int i = 0; i < FileModel.CHANNELS; i++) {
        channels.add(FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public Model model() {
    return model;
  }

  @Override
  public boolean sensible(int thread, FileMove move, int arg) {
    return true;
  }

  private static int channel(int arg) {
    return arg % FileModel.CHANNELS;
  }

  private static int region(int arg) {
    return arg / FileModel.CHANNELS;
  }

  private static int of(int thread, FileMove move) {
    return move == FileMove.RELEASE_ANOTHERS ? (thread + 1) % Schedule.THREADS : thread;
  }

  @Override
  public void expect(int thread, FileMove move, int arg) {
    model.make(thread, move, channel(arg), region(arg), of(thread, move));
  }

  @Override
  public Callable<?> call(int thread, FileMove move, int arg) {
    FileChannel channel = channels.get(channel(arg));
    FileLock lock = last[of(thread, move)];
    long from = (long) region(arg) * SIZE;
    return switch (move) {
      case LOCK -> kept(thread, () -> channel.lock(from, SIZE, false));
      case LOCK_SHARED -> kept(thread, () -> channel.lock(from, SIZE, true));
      case TRY -> kept(thread, () -> channel.tryLock(from, SIZE, false));
      case LOCK_ALL -> kept(thread, channel::lock);
      case TRY_ALL -> kept(thread, channel::tryLock);
      case VALID -> () -> lock != null && lock.isValid();
      case CLOSE_CHANNEL -> LockCalls.done(channel::close);
      case CLOSE_LOCK -> LockCalls.done(lock == null ? () -> {} : lock::close);
      default -> LockCalls.done(lock == null ? () -> {} : lock::release);
    };
  }

  private Callable<?> kept(int thread, Callable<@Nullable FileLock> call) {
    return () -> {
      FileLock lock = Objects.requireNonNull(call.call());
      last[thread] = lock;
      real.put(model.valid().get(model.valid().size() - 1), lock);
      return lock.isShared() ? "shared" : "exclusive";
    };
  }

  @Override
  public Map<String, Object> expectedView(int[] threads) {
    return Map.of(
        "valid", model.valid().size(),
        "closed", List.of(model.isClosed(0), model.isClosed(1)),
        "all", true);
  }

  @Override
  public Map<String, Object> view(List<Thread> threads) {
    return Map.of(
        "valid", (int) real.values().stream().filter(FileLock::isValid).count(),
        "closed", channels.stream().map(channel -> !channel.isOpen()).toList(),
        "all", model.valid().stream().allMatch(g -> of(g).isValid()));
  }

  private FileLock of(FileModel.Given given) {
    return Objects.requireNonNull(real.get(given));
  }

  @Override
  public List<Object> expectedOwnView(int thread) {
    return List.of();
  }

  @Override
  public List<Object> ownView() {
    return List.of();
  }

  @Override
  public @Nullable Boolean isQueued(Thread thread) {
    return null;
  }

  @Override
  public List<Held> held() {
    return model.valid().stream().map(g -> new Held(g.thread(), of(g))).toList();
  }

  @Override
  public List<Object> keys() {
    return List.copyOf(real.values());
  }

  @Override
  public @Nullable Step<FileMove> relief() {
    for (int i = 0; i < FileModel.CHANNELS; i++) {
      if (!model.isClosed(i)) {
        return new Step<>(HELPER, FileMove.CLOSE_CHANNEL, i);
      }
    }
    return null;
  }
}
