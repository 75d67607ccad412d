package dev.unjam.engine.remedy;

import dev.unjam.bridge.ChildRecord;
import dev.unjam.engine.os.Liveness;
import dev.unjam.engine.os.ProcessProbe;
import dev.unjam.engine.os.Reaper;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Ends a child and everything below it.
 *
 * <p>The descendants are listed before anything is ended: one that outlives its parent could no
 * longer be found. Those that were seen earlier and have lost their parent since are of the tree as
 * well, and so is whoever keeps its pipes open, and what they start while they are being ended, to
 * clean up say: that has the rest of the time, and is killed with the others.
 */
final class ProcessTree {
  private static final long TERM_MILLIS = 1_000;

  /** Nobody can refuse: this long it takes only where processors or disks are overloaded. */
  private static final long KILL_MILLIS = 3_000;

  /** So often it is looked for what they have started. */
  private static final long LOOK_MILLIS = 50;

  private static final long STEP_MILLIS = 5;

  /** One that starts processes faster than they are listed is ended as it is. */
  private static final int MOST_LOOKS = 10;

  /** So often it is asked who keeps the pipes open once all that were known have ended. */
  private static final int MOST_ROUNDS = 3;

  private static final ProcessProbe PROCESSES = ProcessProbe.ofThisMachine();

  private final Set<ProcessHandle> all = new LinkedHashSet<>();
  private final PipeWriters writers;
  private final Reaper reaper = new Reaper();
  private final BooleanSupplier goesOn;

  private ProcessTree(
      ProcessHandle child, List<ProcessHandle> known, PipeWriters writers, BooleanSupplier goesOn) {
    this.writers = writers;
    this.goesOn = goesOn;
    all.add(child);
    all.addAll(known);
    reaper.below(known);
  }

  /**
   * Ends this child.
   *
   * @param goesOn asked before each signal: false once nobody waits for what comes of it
   */
  static Attempt end(ChildRecord child, BooleanSupplier goesOn) throws InterruptedException {
    return end(child.process().toHandle(), child.tree(), PipeWriters.of(child), goesOn);
  }

  static Attempt end(
      ProcessHandle child, List<ProcessHandle> known, PipeWriters writers, BooleanSupplier goesOn)
      throws InterruptedException {
    ProcessTree tree = new ProcessTree(child, known, writers, goesOn);
    boolean ended = tree.end();
    tree.reaper.reap();
    String what = "child " + child.pid() + " with " + (tree.all.size() - 1) + " descendants";
    return ended ? new Attempt.Done(what + " ended") : new Attempt.Failed(what + " still alive");
  }

  private boolean end() throws InterruptedException {
    for (int i = 0; i < MOST_ROUNDS; i++) {
      if (!endKnown()) {
        return false;
      }
      if (!addWriters()) {
        return true;
      }
    }
    return false;
  }

  private boolean addWriters() {
    List<ProcessHandle> now = writers.now();
    reaper.perhapsBelow(now);
    return all.addAll(now);
  }

  private boolean endKnown() throws InterruptedException {
    look();
    signal(ProcessHandle::destroy);
    if (ends(TERM_MILLIS, false)) {
      return true;
    }
    kill();
    return ends(KILL_MILLIS, true);
  }

  private boolean ends(long millis, boolean kills) throws InterruptedException {
    long start = System.nanoTime();
    do {
      if (await(LOOK_MILLIS)) {
        return true;
      }
      if (look() && kills) {
        kill();
      }
    } while (System.nanoTime() - start < TimeUnit.MILLISECONDS.toNanos(millis));
    return false;
  }

  /** Those above first, who start no more then; what they have started just before is listed. */
  private void kill() {
    for (int i = 0; i < MOST_LOOKS && look(); i++) {}
    signal(ProcessHandle::destroyForcibly);
  }

  private void signal(Consumer<ProcessHandle> how) {
    for (ProcessHandle one : all) {
      if (!goesOn.getAsBoolean()) {
        return;
      }
      how.accept(one);
    }
  }

  /**
   * Adds what is below those that are alive.
   *
   * @return whether there was any that was not known
   */
  private boolean look() {
    Map<ProcessHandle, ProcessHandle> parents = new HashMap<>();
    try (Stream<ProcessHandle> now = ProcessHandle.allProcesses()) {
      // A handle knows when its process was started: another one with its number is no parent.
      now.forEach(p -> p.parent().ifPresent(parent -> parents.put(p, parent)));
    }
    Set<ProcessHandle> below = new LinkedHashSet<>();
    boolean more = true;
    while (more) {
      more = false;
      for (Map.Entry<ProcessHandle, ProcessHandle> one : parents.entrySet()) {
        ProcessHandle parent = one.getValue();
        more |= (all.contains(parent) || below.contains(parent)) && below.add(one.getKey());
      }
    }
    reaper.below(below);
    return all.addAll(below);
  }

  /**
   * Asked, rather than told: of what is no child of the host's the JDK has a thread ask as well.
   */
  private boolean await(long millis) throws InterruptedException {
    for (long waited = 0; waited < millis; waited += STEP_MILLIS) {
      if (all.stream().noneMatch(ProcessTree::runs)) {
        return true;
      }
      Thread.sleep(STEP_MILLIS);
    }
    return false;
  }

  /** What has ended and whom nobody waits for, as one whose parent is no init, counts as ended. */
  static boolean runs(ProcessHandle one) {
    return one.isAlive() && PROCESSES.liveness(one.pid()) != Liveness.ZOMBIE;
  }
}
