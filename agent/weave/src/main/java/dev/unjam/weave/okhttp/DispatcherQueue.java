package dev.unjam.weave.okhttp;

import java.lang.reflect.Field;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Lets a cancelled call out of its dispatcher's queue: as long as as many others as may be are
 * under way, nobody tells its callback, however often it is cancelled.
 *
 * <p>Does what the dispatcher does itself when the call's turn comes, by its private fields, which
 * are the same from 4.0 to 5.5. A call that is cancelled sends nothing then.
 */
final class DispatcherQueue {
  private final Object dispatcher;
  private final Object call;

  private DispatcherQueue(Object dispatcher, Object call) {
    this.dispatcher = dispatcher;
    this.call = call;
  }

  /** Whether the call was still waiting there, and now fails upon the dispatcher's executor. */
  static boolean letsOut(Object call) throws ReflectiveOperationException {
    Object client = field(call, "client");
    Object dispatcher = client.getClass().getMethod("dispatcher").invoke(client);
    DispatcherQueue queue = new DispatcherQueue(dispatcher, call);
    Object taken = queue.take();
    if (taken == null) {
      return false;
    }
    Object executor = dispatcher.getClass().getMethod("executorService").invoke(dispatcher);
    taken.getClass().getMethod("executeOn", ExecutorService.class).invoke(taken, executor);
    return true;
  }

  private @Nullable Object take() throws ReflectiveOperationException {
    // Its lock, held for as long as it holds it itself.
    synchronized (dispatcher) {
      for (Object waiting : new ArrayDeque<>(calls("readyAsyncCalls"))) {
        if (field(waiting, "this$0") == call) {
          calls("readyAsyncCalls").remove(waiting);
          ((AtomicInteger) field(waiting, "callsPerHost")).incrementAndGet();
          calls("runningAsyncCalls").add(waiting);
          return waiting;
        }
      }
    }
    return null;
  }

  @SuppressWarnings("unchecked")
  private Deque<Object> calls(String name) throws ReflectiveOperationException {
    return (Deque<Object>) field(dispatcher, name);
  }

  private static Object field(Object of, String name) throws ReflectiveOperationException {
    Field field = of.getClass().getDeclaredField(name);
    field.setAccessible(true);
    Object value = field.get(of);
    if (value == null) {
      throw new NoSuchFieldException(field + " is not set");
    }
    return value;
  }
}
