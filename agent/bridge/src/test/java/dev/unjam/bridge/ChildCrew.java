package dev.unjam.bridge;

import static java.util.Objects.requireNonNull;

import java.io.FilterInputStream;
import java.io.FilterOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.invoke.MethodHandles;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;

/** Threads of a host's and real children of its. */
abstract class ChildCrew extends Crew {
  private final Object lock = new Object();

  @BeforeAll
  static void access() throws Exception {
    ChildHooks.access(
        MethodHandles.privateLookupIn(FilterInputStream.class, MethodHandles.lookup())
            .findVarHandle(FilterInputStream.class, "in", InputStream.class),
        MethodHandles.privateLookupIn(FilterOutputStream.class, MethodHandles.lookup())
            .findVarHandle(FilterOutputStream.class, "out", OutputStream.class));
  }

  static Process start(String... command) throws Exception {
    Process p = new ProcessBuilder(command).start();
    ChildHooks.started(p, List.of(command));
    return p;
  }

  final void take() {
    HoldHooks.ownerSet(lock, Thread.currentThread());
  }

  final void letGo() {
    HoldHooks.ownerSet(lock, null);
  }

  static CallRecord call() {
    return requireNonNull(Threads.mine().call());
  }
}
