package dev.unjam.bridge;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SignalsTest {
  @BeforeEach
  void on() {
    Bridge.switchTo(true);
  }

  @AfterEach
  void off() {
    Bridge.switchTo(false);
  }

  @Test
  void aSignalThatAnotherThreadGaveIsNoHoldToCallUnder() throws Exception {
    ThreadRecord r = Threads.mine();
    Semaphore limit = new Semaphore(1);
    SemaphoreHooks.acquired(limit, 1);
    assertTrue(r.holdsAnything(), "a permit of one's own is");
    SemaphoreHooks.releasing(limit, 1);
    Semaphore signal = new Semaphore(0);
    Thread other = new Thread(() -> SemaphoreHooks.releasing(signal, 1));
    other.start();
    other.join();
    SemaphoreHooks.acquired(signal, 1);
    assertFalse(r.holdsAnything());
  }
}
