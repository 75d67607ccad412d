package dev.unjam.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.locks.Lock;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Threads take several locks each, and give them back in any order. */
class SeveralLocksIT {
  private static final int THREADS = 3;
  private static final int LOCKS = 16;
  private static final int LONGEST = 80;
  private static final int NOBODY = -1;
  private static final long SECONDS = 30;

  /** A thread wants a lock; if it has it, it gives it back. */
  record Want(int thread, int lock) {}

  @Property
  void whatAThreadHoldsIsOnItsRecordInWhateverOrderItCameAndGoes(
      @ForAll("wants") List<Want> wants, @ForAll boolean virtual) {
    play(wants, virtual && VirtualThreads.exist());
  }

  @Property(seed = "20261120")
  void soItIsInTheSchedulesOfEveryRun(@ForAll("wants") List<Want> wants, @ForAll boolean virtual) {
    play(wants, virtual && VirtualThreads.exist());
  }

  /** The first thread wants most: its stack is to grow. */
  @Provide
  Arbitrary<List<Want>> wants() {
    Arbitrary<Integer> thread = Arbitraries.of(0, 0, 0, 0, 1, 2);
    Arbitrary<Integer> lock = Arbitraries.integers().between(0, LOCKS - 1);
    return Combinators.combine(thread, lock).as(Want::new).list().ofMaxSize(LONGEST);
  }

  private static void play(List<Want> wants, boolean virtual) {
    List<ExclusiveLock> locks = new ArrayList<>();
    for (int i = 0; i < LOCKS; i++) {
      locks.add(i % 2 == 0 ? new WriteKind(false) : new OwnLock(i % 3 == 0));
    }
    int[] owners = new int[LOCKS];
    Arrays.fill(owners, NOBODY);
    List<Worker> workers = new ArrayList<>();
    for (int i = 0; i < THREADS; i++) {
      workers.add(new Worker("S" + i, virtual));
    }
    wants.forEach(want -> make(want, locks, owners, workers));
    for (int i = 0; i < LOCKS; i++) {
      if (owners[i] != NOBODY) {
        make(new Want(owners[i], i), locks, owners, workers);
      }
    }
    end(workers, locks);
  }

  private static void make(
      Want want, List<ExclusiveLock> locks, int[] owners, List<Worker> workers) {
    Lock lock = locks.get(want.lock()).asLock();
    int owner = owners[want.lock()];
    boolean gives = owner == want.thread();
    Outcome expected = gives ? Outcome.VOID : Outcome.returned(owner == NOBODY);
    LockMove move = gives ? LockMove.UNLOCK : LockMove.TRY;
    Worker worker = workers.get(want.thread());
    assertEquals(
        expected, worker.ask(LockCalls.of(lock, move), Deadline.ofSeconds(SECONDS)), "" + want);
    if (gives) {
      owners[want.lock()] = NOBODY;
    } else if (owner == NOBODY) {
      owners[want.lock()] = want.thread();
    }
    look(locks, owners, workers);
  }

  private static void look(List<ExclusiveLock> locks, int[] owners, List<Worker> workers) {
    List<Held> held = new ArrayList<>();
    for (int i = 0; i < LOCKS; i++) {
      if (owners[i] != NOBODY) {
        held.add(new Held(owners[i], locks.get(i).key()));
      }
    }
    Recorded.here().assertAgrees(threads(workers), held, keys(locks));
  }

  private static List<Thread> threads(List<Worker> workers) {
    return workers.stream().map(Worker::thread).toList();
  }

  private static List<Object> keys(List<ExclusiveLock> locks) {
    return locks.stream().map(ExclusiveLock::key).toList();
  }

  private static void end(List<Worker> workers, List<ExclusiveLock> locks) {
    workers.forEach(Worker::end);
    Deadline deadline = Deadline.ofSeconds(SECONDS);
    for (Thread thread : threads(workers)) {
      deadline.await(() -> !thread.isAlive(), () -> thread + " should have ended");
    }
    Recorded.here().assertNothingOf(threads(workers), keys(locks));
    Recorded.here().assertNoFault();
  }
}
