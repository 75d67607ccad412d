package dev.unjam.bridge;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;

class SocketHooksTest extends Crew {
  private static final String PROVIDER = "provider.example:443";

  private final Object lock = new Object();
  private final Object own = new Object();
  private final Object databases = new Object();

  private void holding(Callable<?> what) throws Exception {
    onHost(
        () -> {
          HoldHooks.ownerSet(lock, Thread.currentThread());
          return what.call();
        });
  }

  /** Its head has come over its own socket, and the host reads no further. */
  private CallRecord refused() {
    CallRecord call = assertInstanceOf(CallRecord.class, CallHooks.begin("test", "POST", PROVIDER));
    call.waiting(true);
    at(own);
    call.head(429, Map.of());
    call.waiting(false);
    return call;
  }

  private static void at(Object socket) {
    SocketHooks.exit(assertInstanceOf(ThreadRecord.class, SocketHooks.enter(socket, "read")));
  }

  private static void deny(String peer) {
    ThreadRecord r = Threads.mine();
    r.deny(new Denial(r.seqAt(0), peer, "denied"));
  }

  private static void assertRefused(Object socket) {
    assertInstanceOf(QuotaExceededException.class, SocketHooks.enter(socket, "read"));
    assertNull(Threads.mine().socket());
  }

  @Test
  void whoIsDeniedOnePeerKeepsItsOtherConnectionsWhileTheAnswerIsUnread() throws Exception {
    holding(
        () -> {
          CallRecord call = refused();
          deny(PROVIDER);
          at(databases);
          assertFalse(call.goesOver(databases), "no cut may close it");
          assertRefused(own);
          return null;
        });
  }

  @Test
  void whatTheClientItselfOpensForTheSameCallIsDenied() throws Exception {
    holding(
        () -> {
          CallRecord call = refused();
          deny(PROVIDER);
          call.waiting(true);
          Object another = new Object();
          assertRefused(another);
          assertTrue(call.goesOver(another));
          call.waiting(false);
          at(databases);
          return null;
        });
  }

  @Test
  void aRequestWrittenByHandAfterAnAnswerThatStaysUnreadIsACall() throws Exception {
    holding(
        () -> {
          CallRecord unread = refused();
          byte[] request = "POST /v1 HTTP/1.1\r\n\r\n".getBytes(US_ASCII);
          unread.waiting(true);
          assertNull(WireHooks.write(own, null, 443, request, 0, request.length));
          assertSame(unread, Threads.mine().call(), "the client tries again");
          unread.waiting(false);
          assertNull(WireHooks.write(databases, null, 80, request, 0, request.length));
          assertNotSame(unread, Threads.mine().call());
          return null;
        });
  }

  @Test
  void aRequestWrittenByHandGoesOverTheSocketThatItIsWrittenTo() throws Exception {
    holding(
        () -> {
          byte[] request = "POST /v1 HTTP/1.1\r\n\r\n".getBytes(US_ASCII);
          assertNull(WireHooks.write(new Object(), null, 443, request, 0, request.length));
          CallRecord call = requireNonNull(Threads.mine().call());
          at(own);
          deny(call.peer);
          assertRefused(own);
          at(databases);
          return null;
        });
  }
}
