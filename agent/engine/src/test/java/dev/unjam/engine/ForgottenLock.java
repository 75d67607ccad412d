package dev.unjam.engine;

import dev.unjam.bridge.LeaseHooks;
import dev.unjam.engine.host.HostThread;
import dev.unjam.engine.host.LockFilesAreLeases;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;

/** A lock file that a pool's task has left behind. */
final class ForgottenLock {
  private ForgottenLock() {}

  /** A task makes these lock files, is refused, and ends. */
  static void isLeft(Rig rig, Path... locks) {
    HostThread host = rig.pooled("worker");
    host.taskBegins();
    HostThread.await(
        host.call(
            () -> {
              for (Path lock : locks) {
                LockFilesAreLeases.take(lock);
              }
              Rig.refusedCall(new CompletableFuture<>()).end();
              return LeaseHooks.isHeldHere(locks[0].toString());
            }));
    host.taskEnds();
  }
}
