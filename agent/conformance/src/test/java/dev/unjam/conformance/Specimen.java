package dev.unjam.conformance;

import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/** A real lock with the model that says what it has to do. */
interface Specimen<M extends Move> {
  Model model();

  /** Whether the move can be made at all: nobody locks himself out for ever. */
  boolean sensible(int thread, M move, int arg);

  /** Whether it is certain what an interrupt of a blocked thread brings. */
  default boolean mayInterrupt(int thread) {
    return true;
  }

  /** Makes the move in the model. */
  void expect(int thread, M move, int arg);

  /** The same move with the real thing; to be called on the thread. */
  Callable<?> call(int thread, M move, int arg);

  /** What everybody can see of the lock according to the model. */
  Map<String, Object> expectedView(int[] threads);

  /** The same of the real thing. */
  Map<String, Object> view(List<Thread> threads);

  /** What the thread sees of the lock according to the model. */
  List<Object> expectedOwnView(int thread);

  /** The same of the real thing; on the thread. */
  List<Object> ownView();

  /** Whether the real lock has the thread in its queue, or null if it does not tell. */
  @Nullable Boolean isQueued(Thread thread);

  /** Who holds what according to the model. */
  List<Held> held();

  /** Every object by which the agent may know this lock. */
  List<Object> keys();

  /** The next step towards a lock that nobody holds or waits for, or null if it is one. */
  @Nullable Step<M> relief();
}
