package dev.unjam.agent.inside;

import dev.unjam.bridge.Faults;
import dev.unjam.bridge.Threads;
import dev.unjam.bridge.WriteHooks;
import dev.unjam.engine.remedy.FenceHooks;
import java.io.FileDescriptor;
import java.lang.invoke.MethodHandles;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Weaves the fence's hooks on a thread of its own: a remedy that waited for it in vain goes on
 * without, and one that comes later finds it done, or tries again what has failed.
 */
final class LateWeaving implements FenceHooks {
  private static final String CHANNEL = "sun.nio.ch.FileChannelImpl";

  private final Installation installation;
  private volatile @Nullable FutureTask<Boolean> latest;

  LateWeaving(Installation installation) {
    this.installation = installation;
  }

  @Override
  public synchronized void begin() {
    FutureTask<Boolean> before = latest;
    if (before == null || hasFailed(before)) {
      latest = start();
    }
  }

  @Override
  public boolean areIn(long millis) throws InterruptedException {
    begin();
    FutureTask<Boolean> task = latest;
    try {
      return task != null && task.get(millis, TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      return false;
    } catch (ExecutionException e) {
      Faults.suppress(e);
      return false;
    }
  }

  private FutureTask<Boolean> start() {
    FutureTask<Boolean> task = new FutureTask<>(this::weave);
    Thread t = new Thread(null, task, "unjam-fence", 0, false);
    t.setDaemon(true);
    t.start();
    return task;
  }

  private static boolean hasFailed(FutureTask<Boolean> task) {
    try {
      return task.isDone() && !task.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    } catch (ExecutionException e) {
      return true;
    }
  }

  private boolean weave() throws ReflectiveOperationException {
    Threads.exemptCurrent();
    Class<?> channel = Class.forName(CHANNEL);
    WriteHooks.access(
        MethodHandles.privateLookupIn(FileDescriptor.class, MethodHandles.lookup())
            .findVarHandle(FileDescriptor.class, "fd", int.class),
        MethodHandles.privateLookupIn(channel, MethodHandles.lookup())
            .findVarHandle(channel, "fd", FileDescriptor.class));
    return installation.completeLate();
  }
}
