package dev.unjam.bridge;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;

/** Work and calls on threads of their own, told to the hooks as woven code would. */
abstract class FlowCrew extends Crew {
  final Object lock = new Object();
  final Object task = new Object();

  @AfterEach
  final void letGo() throws Exception {
    onHost(
        () -> {
          HoldHooks.ownerSet(lock, null);
          return null;
        });
    Flows.prune();
  }

  final ThreadRecord holdsAndHandsOver(Object work) throws Exception {
    return onHost(
        () -> {
          HoldHooks.ownerSet(lock, Thread.currentThread());
          FlowHooks.handsOver(work);
          return Threads.mine();
        });
  }

  /** Runs this as that work, on a thread of its own. */
  static <T> T asWork(Object work, Callable<T> what) throws Exception {
    return elsewhere(
        () -> {
          Object entered = FlowHooks.begins(work);
          try {
            return what.call();
          } finally {
            FlowHooks.ends(entered, true);
          }
        });
  }

  static @Nullable Object call() {
    return CallHooks.begin("test", "GET", "model:443");
  }
}
