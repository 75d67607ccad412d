package dev.unjam.conformance;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

/** Threads that all do something at once. */
final class Crew {
  private static final long SECONDS = 60;

  private final List<Worker> workers = new ArrayList<>();

  Crew(int threads, boolean virtual) {
    for (int i = 0; i < threads; i++) {
      workers.add(new Worker("C" + i, virtual));
    }
  }

  /** Has all of them make this call, and waits for all. */
  List<Outcome> all(Callable<?> call) {
    return each(workers.stream().<Callable<?>>map(w -> call).toList());
  }

  /** Has each make one of these calls, and waits for all. */
  List<Outcome> each(List<? extends Callable<?>> calls) {
    for (int i = 0; i < calls.size(); i++) {
      workers.get(i).start(calls.get(i));
    }
    Deadline deadline = Deadline.ofSeconds(SECONDS);
    return workers.subList(0, calls.size()).stream().map(w -> w.await(deadline)).toList();
  }

  List<Thread> threads() {
    return workers.stream().map(Worker::thread).toList();
  }

  /** Lets them end; nothing is recorded of them any more, nor of these locks by anybody. */
  void endAndLeaveNothing(List<Object> locks) {
    workers.forEach(Worker::end);
    Deadline deadline = Deadline.ofSeconds(SECONDS);
    for (Thread thread : threads()) {
      deadline.await(() -> !thread.isAlive(), () -> thread + " should have ended");
    }
    Recorded.here().assertNothingOf(threads(), locks);
    Recorded.here().assertNoFault();
  }
}
