package dev.unjam.bridge;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;

/** What each read of a body costs: a large one has hundreds, a stream thousands. */
class ReadCostTest extends Crew {
  private static final List<String> JSON = List.of("content-type", "application/json");
  private static final List<String> EVENTS = List.of("content-type", "text/event-stream");
  private static final int READS = 2_000;

  /** No object is smaller; what is done once, such as resolving a call site, is far less. */
  private static final int OBJECT = 16;

  private final Object lock = new Object();
  private final Object key = new Object();
  private final Object body = new Object();
  private final Object socket = new Object();
  private final byte[] piece = new byte[1_000];

  private void reading(List<String> fields, Callable<?> what) throws Exception {
    onHost(
        () -> {
          HoldHooks.ownerSet(lock, Thread.currentThread());
          CallRecord call =
              assertInstanceOf(
                  CallRecord.class,
                  ClientHooks.enter("test", "POST", "provider.example", 443, key));
          ClientHooks.head(call, 200, fields);
          BodyHooks.bind(body, call);
          ClientHooks.exit(call, true, null);
          return what.call();
        });
  }

  private void read() throws Exception {
    Object entered = ClientHooks.readEnter(body);
    SocketHooks.exit(SocketHooks.enter(socket, "read"));
    ClientHooks.readExit(entered, piece.length, null);
    OutputStream into = BodyHooks.into(entered, piece.length);
    if (into != null) {
      into.write(piece, 0, BodyHooks.wanted(entered, piece.length));
    }
    BodyHooks.read(entered, piece.length);
  }

  private static long allocated() {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    return threads.getThreadAllocatedBytes(Thread.currentThread().getId());
  }

  private void readOn() throws Exception {
    for (int i = 0; i < READS; i++) {
      read();
    }
    long before = allocated();
    for (int i = 0; i < READS; i++) {
      read();
    }
    long each = (allocated() - before) / READS;
    assertTrue(each < OBJECT, each + " bytes each");
  }

  @Test
  void ofALargeBodyNoReadAllocates() throws Exception {
    reading(
        JSON,
        () -> {
          readOn();
          CallRecord call = requireNonNull(ClientHooks.of(body));
          assertEquals(2L * READS * piece.length, call.bytes());
          assertEquals(Tee.LIMIT, requireNonNull(call.tee()).copy().length);
          return null;
        });
  }

  @Test
  void ofAStreamNoReadAllocates() throws Exception {
    Arrays.fill(piece, (byte) 'a');
    piece[piece.length - 1] = '\n';
    reading(
        EVENTS,
        () -> {
          readOn();
          CallRecord call = requireNonNull(ClientHooks.of(body));
          assertEquals(2L * READS * piece.length, requireNonNull(call.tee()).total());
          return null;
        });
  }

  @Test
  void whatALibraryCopiesOutOfItsBuffersIsKeptAsItCame() throws Exception {
    reading(
        JSON,
        () -> {
          CallRecord call = requireNonNull(ClientHooks.of(body));
          OutputStream into = requireNonNull(BodyHooks.into(call, 5));
          into.write("xdaty".getBytes(US_ASCII), 1, 3);
          into.write('a');
          into.write(":".getBytes(US_ASCII));
          assertArrayEquals("data:".getBytes(US_ASCII), requireNonNull(call.tee()).copy());
          return null;
        });
  }

  @Test
  void anotherAttemptsBodyIsKeptHoweverFullTheLastOneWas() throws Exception {
    reading(
        JSON,
        () -> {
          CallRecord call = requireNonNull(ClientHooks.of(body));
          for (int i = 0; i < 10; i++) {
            read();
          }
          assertNull(call.openTee(), "it keeps no more");
          ClientHooks.head(call, 429, JSON);
          assertSame(call.tee(), call.openTee());
          read();
          assertEquals(piece.length, requireNonNull(call.tee()).total());
          return null;
        });
  }

  /** OkHttp tells the end of a body from within the read that brings the last of it. */
  @Test
  void aPieceThatTheEndIsToldBeforeIsKept() throws Exception {
    reading(
        JSON,
        () -> {
          CallRecord call = requireNonNull(ClientHooks.of(body));
          ClientHooks.head(call, 403, JSON);
          Object entered = ClientHooks.readEnter(body);
          BodyHooks.over(body, true);
          ClientHooks.readExit(entered, 5, null);
          OutputStream into = requireNonNull(BodyHooks.into(entered, 5));
          assertEquals(0, BodyHooks.wantedFrom(entered, 5));
          into.write("quota".getBytes(US_ASCII), 0, BodyHooks.wanted(entered, 5));
          BodyHooks.read(entered, 5);
          assertEquals(CallRecord.Phase.DONE, call.phase());
          assertArrayEquals("quota".getBytes(US_ASCII), requireNonNull(call.tee()).copy());
          assertNull(ClientHooks.readEnter(body), "a later read is none of this call's");
          return null;
        });
  }

  @Test
  void ofAFullBodyNothingMoreIsCopiedWhenItsEndIsTold() throws Exception {
    reading(
        JSON,
        () -> {
          for (int i = 0; i < 10; i++) {
            read();
          }
          Object entered = ClientHooks.readEnter(body);
          BodyHooks.over(body, true);
          assertNull(BodyHooks.into(entered, piece.length));
          assertEquals(0, BodyHooks.wanted(entered, piece.length));
          return null;
        });
  }

  @Test
  void theRecordOfAnEndedCallKeepsNothingOfItsBodyAlive() throws Exception {
    reading(
        EVENTS,
        () -> {
          CallRecord call = requireNonNull(ClientHooks.of(body));
          read();
          assertNotNull(call.pulse());
          BodyHooks.over(body, true);
          assertNull(call.openTee());
          assertNull(call.pulse());
          assertNotNull(call.tee(), "the watchdog may not have seen it yet");
          call.head(429, Map.of());
          assertNull(call.openTee(), "nothing comes of a call that is over");
          return null;
        });
  }

  @Test
  void theCallThatAThreadIsAtIsNoAnswerForAnothersBody() throws Exception {
    Object others = new Object();
    reading(
        JSON,
        () -> {
          CallRecord call = requireNonNull(ClientHooks.of(body));
          CallRecord other =
              assertInstanceOf(
                  CallRecord.class,
                  ClientHooks.enter("test", "POST", "provider.example", 443, others));
          assertSame(other, ClientHooks.of(others));
          assertSame(call, ClientHooks.of(body));
          assertNull(ClientHooks.of(new Object()));
          assertSame(call, elsewhere(() -> ClientHooks.of(body)), "whichever thread asks");
          return null;
        });
  }
}
