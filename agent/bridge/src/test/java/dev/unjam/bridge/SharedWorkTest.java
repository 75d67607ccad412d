package dev.unjam.bridge;

import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;

/** One object that many hand over carries nobody's hold. */
class SharedWorkTest extends FlowCrew {
  private static void handOver(Object work) throws Exception {
    elsewhere(
        () -> {
          FlowHooks.handsOver(work);
          return null;
        });
  }

  @Test
  void whatSomebodyElseHandsOverAsWellCarriesNothingAnyMore() throws Exception {
    ThreadRecord holder = holdsAndHandsOver(task);
    handOver(task);
    assertNull(asWork(task, FlowCrew::call));
    assertNull(holder.takeCarried());
  }

  @Test
  void norDoesWhatIsAlreadyAtWork() throws Exception {
    ThreadRecord holder = holdsAndHandsOver(task);
    holder.deny(new Denial(holder.lastSeq(), "model:443", "no"));
    asWork(
        task,
        () -> {
          assertNotNull(CallHooks.denied("model:443"));
          handOverFromElsewhere(task);
          assertNull(CallHooks.denied("model:443"));
          return null;
        });
  }

  private static void handOverFromElsewhere(Object work) throws Exception {
    Throwable[] failure = new Throwable[1];
    Thread other = new Thread(() -> FlowHooks.handsOver(work));
    other.setUncaughtExceptionHandler((t, e) -> failure[0] = e);
    other.start();
    other.join();
    assertNull(failure[0]);
  }

  @Test
  void aTaskThatADispatcherPassesOnIsStillItsMakers() throws Exception {
    Object single = new FutureTask<>(() -> null);
    ThreadRecord holder = holdsAndHandsOver(single);
    handOver(single);
    assertNotNull(asWork(single, FlowCrew::call));
    assertNotNull(holder.takeCarried());
  }

  @Test
  void whatTheHolderOrHisOwnWorkHandsOverAgainIsStillHis() throws Exception {
    ThreadRecord holder = holdsAndHandsOver(task);
    holdsAndHandsOver(task);
    asWork(
        task,
        () -> {
          FlowHooks.handsOver(task);
          return call();
        });
    assertNotNull(holder.takeCarried());
  }

  /** As a serial executor's are: one for its life. */
  private static final class SerialExecutor implements Executor {
    private static final class Worker implements Runnable {
      @Override
      public void run() {}
    }

    @Override
    public void execute(Runnable work) {}

    Runnable wrapped() {
      return new Runnable() {
        @Override
        public void run() {
          execute(this);
        }
      };
    }
  }

  /** Only called so. */
  private static final class ToolExecutor {
    private static final class Job {}
  }

  @Test
  void theWorkerOfASerialExecutorIsNobodysErrandAndWhatItWrapsIs() throws Exception {
    SerialExecutor serial = new SerialExecutor();
    Object worker = new SerialExecutor.Worker();
    Object wrapped = serial.wrapped();
    Object job = new ToolExecutor.Job();
    onHost(
        () -> {
          HoldHooks.ownerSet(lock, Thread.currentThread());
          FlowHooks.handsOver(worker);
          FlowHooks.handsOver(serial);
          FlowHooks.handsOver(wrapped);
          FlowHooks.handsOver(job);
          return null;
        });
    assertNull(Flows.of(worker));
    assertNull(Flows.of(serial));
    assertNotNull(Flows.of(wrapped));
    assertNotNull(Flows.of(job));
  }
}
