package dev.unjam.engine.track;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.unjam.bridge.Bridge;
import dev.unjam.bridge.HoldHooks;
import dev.unjam.bridge.WireHooks;
import dev.unjam.engine.refusal.Classifier;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A refusal over plain sockets, whose client takes a lock of its own for each call. */
class SocketRefusalTest {
  private static final String ASK = "GET / HTTP/1.1\r\nHost: x\r\n\r\n";
  private static final String NO = "HTTP/1.1 429 Too Many Requests\r\nContent-Length: 0\r\n\r\n";
  private static final String YES = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n";

  private final Tracker tracker =
      new Tracker(Classifier.builtIn(), Synchronizers.open(), 1_000, 1_000, Monitors.NONE);
  private final ReentrantLock session = new ReentrantLock();
  private final Thread holder = Thread.currentThread();

  @BeforeEach
  void hold() {
    Bridge.switchTo(true);
    HoldHooks.ownerSet(session, holder);
  }

  @AfterEach
  void release() {
    HoldHooks.ownerSet(session, null);
    Bridge.switchTo(false);
  }

  /** A call by hand, under a lock that is there for no longer. */
  private void calls(String answer) throws IOException {
    ReentrantLock inUse = new ReentrantLock();
    HoldHooks.ownerSet(inUse, holder);
    Object socket = new Object();
    byte[] ask = ASK.getBytes(StandardCharsets.ISO_8859_1);
    InetAddress address = InetAddress.getByAddress("model", new byte[] {127, 0, 0, 1});
    assertNull(WireHooks.write(socket, address, 80, ask, 0, ask.length));
    Object entered = WireHooks.readEnter(socket);
    byte[] read = answer.getBytes(StandardCharsets.ISO_8859_1);
    assertNull(WireHooks.readExit(entered, read, 0, read.length, null));
    HoldHooks.ownerSet(inUse, null);
  }

  private @Nullable RefusalsView refused() {
    return tracker.snapshot().holders().stream()
        .filter(h -> h.threadId() == holder.getId())
        .map(HolderView::refusals)
        .filter(Objects::nonNull)
        .findAny()
        .orElse(null);
  }

  @Test
  void itOutlivesTheClientsLockAsLongAsAnOlderHoldOfTheTurnIsThere() throws IOException {
    calls(NO);
    assertNotNull(refused());
    calls(NO);
    assertEquals(2, Objects.requireNonNull(refused()).count(), "in a row");
    HoldHooks.ownerSet(session, null);
    HoldHooks.ownerSet(session, holder);
    assertNull(refused(), "another turn");
  }

  @Test
  void anAnswerUnderTheClientsNextLockEndsIt() throws IOException {
    calls(NO);
    assertNotNull(refused());
    calls(YES);
    assertNull(refused());
    assertNull(refused(), "nor later");
  }
}
