package dev.unjam.bridge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.SocketException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class WireHooksTest extends Crew {
  private static final String ASK = "POST /v1/chat HTTP/1.1\r\nHost: x\r\n\r\n";
  private static final String REFUSAL =
      "HTTP/1.1 429 Too Many Requests\r\nRetry-After: 30\r\nContent-Length: 5\r\n\r\nquota";

  private final Object socket = new Object();

  private static @Nullable Object write(Object to, String text) throws IOException {
    byte[] bytes = ("??" + text).getBytes(StandardCharsets.ISO_8859_1);
    InetAddress address = InetAddress.getByAddress("provider.example", new byte[] {127, 0, 0, 1});
    return WireHooks.write(to, address, 443, bytes, 2, bytes.length - 2);
  }

  private static void read(Object from, String text) {
    Object entered = WireHooks.readEnter(from);
    byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
    assertNull(WireHooks.readExit(entered, bytes, 0, bytes.length, null));
  }

  private static CallRecord call() {
    return assertInstanceOf(CallRecord.class, Threads.mine().call());
  }

  /** On the host's thread, with a lock. */
  private void holding(Callable<?> what) throws Exception {
    onHost(
        () -> {
          HoldHooks.ownerSet(new Object(), Thread.currentThread());
          return what.call();
        });
  }

  @Test
  void aRequestThatIsWrittenUnderALockIsACall() throws Exception {
    holding(
        () -> {
          assertNull(write(socket, ASK));
          assertEquals("POST", call().method);
          assertEquals("provider.example:443", call().peer);
          assertEquals(CallRecord.Phase.SENT, call().phase());
          return null;
        });
  }

  @Test
  void whatIsNoHttpIsNoCall() throws Exception {
    holding(
        () -> {
          for (String text : List.of("SELECT 1", "GET key\r\n", "HTTP/1.1 200 OK\r\n", "P", "")) {
            assertNull(write(socket, text));
            assertNull(Threads.mine().call(), text);
          }
          return null;
        });
  }

  @Test
  void aRequestWithoutALockIsNoCall() throws Exception {
    onHost(
        () -> {
          assertNull(write(socket, ASK));
          assertNull(Threads.mine().call());
          return null;
        });
  }

  @Test
  void aRequestOfAClientThatIsKnownIsNoCallOfItsOwn() throws Exception {
    holding(
        () -> {
          Object known = CallHooks.begin("known", "GET", "provider.example:443");
          assertNull(write(socket, ASK));
          assertEquals(known, call());
          return null;
        });
  }

  @Test
  void aReaderWaitsAndTheHeadIsReadAlong() throws Exception {
    holding(
        () -> {
          write(socket, ASK);
          Object entered = WireHooks.readEnter(socket);
          assertEquals(Ticks.now(), call().waitingSince());
          assertNull(WireHooks.readEnter(new Object()), "another connection");
          assertNull(WireHooks.readExit(entered, new byte[] {'H'}, 0, 1, null));
          assertEquals(0, call().waitingSince());
          for (String b : REFUSAL.substring(1, REFUSAL.length() - 5).split("", -1)) {
            read(socket, b);
          }
          assertEquals(429, call().status());
          assertEquals(List.of("30"), call().answer().headers().get("retry-after"));
          assertEquals(CallRecord.Phase.BODY, call().phase());
          read(socket, "quo");
          assertEquals("quo", new String(assertNotNullTee().copy(), StandardCharsets.UTF_8));
          assertEquals(CallRecord.Phase.BODY, call().phase());
          read(socket, "ta");
          assertEquals(CallRecord.Phase.DONE, call().phase());
          return null;
        });
  }

  private static Tee assertNotNullTee() {
    Tee tee = call().tee();
    assertNotNull(tee);
    return tee;
  }

  @Test
  void theHeadAfterAContinueCounts() throws Exception {
    holding(
        () -> {
          write(socket, ASK);
          read(socket, "HTTP/1.1 100 Continue\r\n\r\n" + REFUSAL);
          assertEquals(429, call().status());
          assertEquals(CallRecord.Phase.DONE, call().phase());
          return null;
        });
  }

  @Test
  void anAnswerThatIsNoHttpEndsTheCall() throws Exception {
    holding(
        () -> {
          write(socket, ASK);
          read(socket, "220 mail.example\r\n\r\n");
          assertEquals(0, call().status());
          assertEquals(CallRecord.Phase.DONE, call().phase());
          return null;
        });
  }

  @Test
  void whatIsAskedToSwitchProtocolsIsNoCall() throws Exception {
    holding(
        () -> {
          write(socket, ASK);
          read(socket, "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n\r\n");
          assertEquals(CallRecord.Phase.DONE, call().phase());
          assertNull(WireHooks.readEnter(socket), "nobody waits for an answer any more");
          return null;
        });
  }

  @Test
  void anAnswerInChunksEndsWithTheLastOne() throws Exception {
    holding(
        () -> {
          write(socket, ASK);
          read(socket, "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n");
          assertEquals(CallRecord.Phase.BODY, call().phase());
          read(socket, "a\r\nno end: 0\r\n\r\n");
          assertEquals(CallRecord.Phase.BODY, call().phase());
          read(socket, "0\r\n\r\n");
          assertEquals(CallRecord.Phase.DONE, call().phase());
          return null;
        });
  }

  @Test
  void anAnswerWithoutABodyEndsWithItsHead() throws Exception {
    holding(
        () -> {
          write(socket, ASK);
          read(socket, "HTTP/1.1 204 No Content\r\n\r\n");
          assertEquals(CallRecord.Phase.DONE, call().phase());
          return null;
        });
  }

  @Test
  void theCodeThatWritesIsTakenDown() throws Exception {
    holding(
        () -> {
          write(socket, ASK);
          assertEquals(WireHooksTest.class.getName(), call().author());
          return null;
        });
  }

  @Test
  void theLocksThatAKnownClientTakesItselfAreNoHolds() throws Exception {
    onHost(
        () -> {
          Object connection = new URL("http://provider.example/").openConnection();
          Object entered = UrlConnectionHooks.enter(connection, 0);
          HoldHooks.ownerSet(new Object(), Thread.currentThread());
          assertNull(write(socket, ASK));
          assertNull(Threads.mine().call());
          assertTrue(UrlConnectionHooks.left(entered));
          write(socket, ASK);
          assertEquals("POST", call().method);
          return null;
        });
  }

  @Test
  void theEndOfTheConnectionEndsTheCall() throws Exception {
    holding(
        () -> {
          write(socket, ASK);
          Object entered = WireHooks.readEnter(socket);
          assertNull(WireHooks.readExit(entered, new byte[1], 0, -1, null));
          assertEquals(CallRecord.Phase.DONE, call().phase());
          return null;
        });
  }

  @Test
  void whoeverIsDeniedIsToldSoAndSendsNothingAgain() throws Exception {
    holding(
        () -> {
          write(socket, ASK);
          Object entered = WireHooks.readEnter(socket);
          ThreadRecord r = Threads.mine();
          r.deny(new Denial(r.seqAt(0), "provider.example:443", "quota"));
          SocketException closed = new SocketException("Socket closed");
          Throwable seen = WireHooks.readExit(entered, new byte[1], 0, 0, closed);
          assertEquals(closed, assertInstanceOf(QuotaExceededException.class, seen).getCause());
          assertInstanceOf(QuotaExceededException.class, write(new Object(), ASK));
          return null;
        });
  }

  @Test
  void whoIsDeniedWhileItWritesIsToldSoAndAnothersWriteIsNobodys() throws Exception {
    holding(
        () -> {
          write(socket, ASK);
          SocketException closed = new SocketException("Socket closed");
          assertEquals(closed, WireHooks.writeExit(null, socket, closed), "nobody is denied");
          write(socket, ASK);
          ThreadRecord r = Threads.mine();
          r.deny(new Denial(r.seqAt(0), "provider.example:443", "quota"));
          assertNull(WireHooks.writeExit(null, socket, null));
          assertEquals(closed, WireHooks.writeExit(null, new Object(), closed));
          Throwable seen = WireHooks.writeExit(null, socket, closed);
          assertEquals(closed, assertInstanceOf(QuotaExceededException.class, seen).getCause());
          return null;
        });
  }
}
