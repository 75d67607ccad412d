package dev.unjam.engine.remedy;

import dev.unjam.bridge.ChildRecord;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Ends a child and everything below it.
 *
 * <p>The descendants are listed before anything is ended: one that outlives its parent keeps the
 * pipe open, and could no longer be found. Those that were seen earlier and have lost their parent
 * since are of the tree as well.
 */
final class ProcessTree {
  private static final long TERM_MILLIS = 1_000;

  /** Nobody can refuse: this long it takes only where processors or disks are overloaded. */
  private static final long KILL_MILLIS = 3_000;

  private ProcessTree() {}

  static Attempt end(ChildRecord child) throws InterruptedException, ExecutionException {
    return end(child.process(), child.tree());
  }

  static Attempt end(Process child) throws InterruptedException, ExecutionException {
    return end(child, List.of());
  }

  private static Attempt end(Process child, List<ProcessHandle> known)
      throws InterruptedException, ExecutionException {
    Set<ProcessHandle> all = new LinkedHashSet<>(child.descendants().toList());
    for (ProcessHandle orphan : known) {
      // A handle knows when its process was started: another one with its number is not alive.
      if (orphan.isAlive()) {
        orphan.descendants().forEach(all::add);
        all.add(orphan);
      }
    }
    all.add(child.toHandle());
    List<ProcessHandle> tree = new ArrayList<>(all);
    tree.forEach(ProcessHandle::destroy);
    boolean ended = await(tree, TERM_MILLIS);
    if (!ended) {
      tree.forEach(ProcessHandle::destroyForcibly);
      ended = await(tree, KILL_MILLIS);
    }
    String what = "child " + child.pid() + " with " + (tree.size() - 1) + " descendants";
    return ended ? new Attempt.Done(what + " ended") : new Attempt.Failed(what + " still alive");
  }

  private static boolean await(List<ProcessHandle> tree, long millis)
      throws InterruptedException, ExecutionException {
    CompletableFuture<?>[] exits =
        tree.stream().map(ProcessHandle::onExit).toArray(CompletableFuture<?>[]::new);
    try {
      CompletableFuture.allOf(exits).get(millis, TimeUnit.MILLISECONDS);
      return true;
    } catch (TimeoutException e) {
      return tree.stream().noneMatch(ProcessHandle::isAlive);
    }
  }
}
