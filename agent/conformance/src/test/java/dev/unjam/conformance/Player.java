package dev.unjam.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Plays a schedule with real threads, and looks at everything whenever all is quiet. */
final class Player<M extends Move> {
  private static final long SECONDS = Long.getLong("conformance.deadline", 30);
  private static final int MOST_RELIEFS = 1000;

  private final Specimen<M> specimen;
  private final Model model;
  private final List<Worker> workers = new ArrayList<>();
  private final List<Thread> threads = new ArrayList<>();
  private final Recorded recorded = Recorded.here();

  private Player(Specimen<M> specimen, boolean virtual) {
    this.specimen = specimen;
    this.model = specimen.model();
    for (int i = 0; i <= Schedule.THREADS; i++) {
      Worker worker = new Worker("T" + i, virtual);
      workers.add(worker);
      threads.add(worker.thread());
    }
  }

  /** Plays it to its end, and then until nobody holds anything. */
  static <M extends Move> void play(Schedule<M> schedule, Specimen<M> specimen) {
    Player<M> player = new Player<>(specimen, schedule.virtual());
    try {
      schedule.steps().forEach(player::step);
      player.relieve();
    } finally {
      player.workers.forEach(Worker::end);
    }
    player.joined();
  }

  private void step(Step<M> step) {
    int thread = step.thread();
    if (model.isBlocked(thread)) {
      if (step.arg() == 0 && specimen.mayInterrupt(thread)) {
        interrupt(thread);
        settle();
      }
    } else if (specimen.sensible(thread, step.move(), step.arg())) {
      make(step);
    }
  }

  private void make(Step<M> step) {
    int thread = step.thread();
    specimen.expect(thread, step.move(), step.arg());
    workers.get(thread).start(specimen.call(thread, step.move(), step.arg()));
    settle();
  }

  private void interrupt(int thread) {
    model.interruptBlocked(thread);
    threads.get(thread).interrupt();
  }

  private void settle() {
    Deadline deadline = Deadline.ofSeconds(SECONDS);
    Map<Integer, Outcome> expected = model.takeEnded();
    Map<Integer, Outcome> seen = new LinkedHashMap<>();
    expected.keySet().forEach(t -> seen.put(t, workers.get(t).await(deadline)));
    assertEquals(expected, seen);
    for (int t = 0; t < workers.size(); t++) {
      if (model.isBlocked(t)) {
        awaitBlocked(t, deadline);
      }
    }
    look(deadline);
  }

  private void awaitBlocked(int t, Deadline deadline) {
    Worker worker = workers.get(t);
    Boolean queued = model.isQueued(t);
    deadline.await(
        () -> {
          Boolean there = specimen.isQueued(worker.thread());
          return worker.waits() && (there == null || there.equals(queued));
        },
        () -> worker.thread() + " should wait, queued: " + queued + "; " + specimen.view(threads));
  }

  private void look(Deadline deadline) {
    int[] all = new int[workers.size()];
    for (int t = 0; t < all.length; t++) {
      all[t] = t;
      if (!model.isBlocked(t)) {
        List<Object> own = specimen.expectedOwnView(t);
        assertEquals(
            Outcome.returned(own), workers.get(t).ask(specimen::ownView, deadline), "T" + t);
      }
    }
    assertEquals(specimen.expectedView(all), specimen.view(threads));
    recorded.assertAgrees(threads, specimen.held(), specimen.keys());
  }

  private void relieve() {
    Step<M> relief;
    int reliefs = 0;
    while ((relief = specimen.relief()) != null) {
      if (++reliefs > MOST_RELIEFS) {
        throw new IllegalStateException("no end of it: " + relief);
      }
      if (model.isBlocked(relief.thread())) {
        interrupt(relief.thread());
        settle();
      } else {
        make(relief);
      }
    }
  }

  private void joined() {
    Deadline deadline = Deadline.ofSeconds(SECONDS);
    for (Thread thread : threads) {
      deadline.await(() -> !thread.isAlive(), () -> thread + " should have ended");
    }
    recorded.assertNothingOf(threads, specimen.keys());
    recorded.assertNoFault();
  }
}
