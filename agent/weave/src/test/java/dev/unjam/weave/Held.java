package dev.unjam.weave;

import dev.unjam.bridge.Bridge;
import dev.unjam.bridge.HoldHooks;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;

/** Runs on a thread that holds something, while the bridge records. */
public final class Held {
  private Held() {}

  public static void run(Callable<?> what) throws Exception {
    FutureTask<Object> task =
        new FutureTask<>(
            () -> {
              HoldHooks.ownerSet(new Object(), Thread.currentThread());
              return what.call();
            });
    Thread host = new Thread(task, "host");
    host.setDaemon(true);
    Bridge.switchTo(true);
    try {
      host.start();
      task.get(20, TimeUnit.SECONDS);
    } finally {
      Bridge.switchTo(false);
    }
  }
}
