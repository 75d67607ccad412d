package dev.unjam.engine.remedy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Ends a child and everything below it.
 *
 * <p>The descendants are listed before anything is ended: one that outlives its parent keeps the
 * pipe open, and could no longer be found.
 */
final class ProcessTree {
  private static final long TERM_MILLIS = 1_000;

  /** Nobody can refuse: this long it takes only where processors or disks are overloaded. */
  private static final long KILL_MILLIS = 3_000;

  private ProcessTree() {}

  static Attempt end(Process child) throws InterruptedException, ExecutionException {
    List<ProcessHandle> tree = new ArrayList<>(child.descendants().toList());
    tree.add(child.toHandle());
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
