package dev.unjam.bridge;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TeeInputStreamTest extends Crew {
  private static final byte[] BODY = new byte[20_000];

  static {
    new Random(4).nextBytes(BODY);
  }

  private final Object lock = new Object();

  private CallRecord call() {
    HoldHooks.ownerSet(lock, Thread.currentThread());
    CallRecord call = CallHooks.begun(Threads.mine(), "test", "GET", "provider.example:443");
    call.head(429, Map.of());
    return call;
  }

  private void ends() {
    HoldHooks.ownerSet(lock, null);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
  void anyOperationsReturnWhatTheBareStreamReturns(long seed) throws Exception {
    onHost(
        () -> {
          InputStream bare = uneven(seed);
          InputStream teed = new TeeInputStream(uneven(seed), call());
          Random random = new Random(seed);
          for (int i = 0; i < 3_000; i++) {
            operate(random.nextInt(9), 1 + random.nextInt(300), bare, teed);
          }
          assertArrayEquals(bare.readAllBytes(), teed.readAllBytes());
          assertEquals(-1, teed.read());
          ends();
          return null;
        });
  }

  /** A stream that often returns less than was asked for, as a socket's does. */
  private static InputStream uneven(long seed) {
    Random random = new Random(seed + 99);
    return new BufferedInputStream(
        new FilterInputStream(new ByteArrayInputStream(BODY)) {
          @Override
          public int read(byte[] b, int off, int len) throws IOException {
            return super.read(b, off, Math.min(len, 1 + random.nextInt(80)));
          }
        },
        64);
  }

  private static void operate(int which, int n, InputStream bare, InputStream teed)
      throws IOException {
    switch (which) {
      case 0 -> assertEquals(bare.read(), teed.read());
      case 1 -> assertEquals(bare.available(), teed.available());
      case 2 -> assertEquals(bare.skip(n), teed.skip(n));
      case 3 -> {
        bare.mark(n);
        teed.mark(n);
      }
      case 4 -> assertEquals(reset(bare), reset(teed));
      case 5 -> assertEquals(bare.markSupported(), teed.markSupported());
      case 6 -> assertArrayEquals(bare.readNBytes(n), teed.readNBytes(n));
      default -> {
        byte[] one = new byte[n + 4];
        byte[] two = new byte[n + 4];
        assertEquals(bare.read(one, 2, n), teed.read(two, 2, n));
        assertArrayEquals(one, two);
      }
    }
  }

  private static String reset(InputStream in) {
    try {
      in.reset();
      return "reset";
    } catch (IOException e) {
      return String.valueOf(e.getMessage());
    }
  }

  @Test
  void theCallSeesTheHeadOfTheBodyAndEveryByteOfIt() throws Exception {
    onHost(
        () -> {
          CallRecord call = call();
          InputStream in = new TeeInputStream(new ByteArrayInputStream(BODY), call);
          assertArrayEquals(BODY, in.readAllBytes());
          assertArrayEquals(Arrays.copyOf(BODY, Tee.LIMIT), requireNonNull(call.tee()).copy());
          assertEquals(BODY.length, call.bytes());
          assertEquals(CallRecord.Phase.DONE, call.phase());
          ends();
          return null;
        });
  }

  @Test
  void aReaderWaitsOnlyWhileItIsInsideARead() throws Exception {
    onHost(
        () -> {
          CallRecord call = call();
          long[] inside = new long[1];
          InputStream in =
              new TeeInputStream(
                  new FilterInputStream(InputStream.nullInputStream()) {
                    @Override
                    public int read(byte[] b, int off, int len) {
                      inside[0] = call.waitingSince();
                      return 7;
                    }
                  },
                  call);
          assertEquals(7, in.read(new byte[9]));
          assertTrue(inside[0] > 0);
          assertEquals(0, call.waitingSince());
          ends();
          return null;
        });
  }

  @Test
  void closingEndsTheCallAndClosesWhatIsBelow() throws Exception {
    onHost(
        () -> {
          boolean[] closed = new boolean[1];
          CallRecord call = call();
          InputStream below =
              new FilterInputStream(new ByteArrayInputStream(BODY)) {
                @Override
                public void close() {
                  closed[0] = true;
                }
              };
          new TeeInputStream(below, call).close();
          assertTrue(closed[0]);
          assertEquals(CallRecord.Phase.DONE, call.phase());
          ends();
          return null;
        });
  }

  @Test
  void theStreamsOwnErrorReachesTheHostUnlessItIsDenied() throws Exception {
    onHost(
        () -> {
          IOException broken = new IOException("Premature EOF");
          CallRecord call = call();
          InputStream in = new TeeInputStream(failing(broken), call);
          assertSame(broken, assertThrows(IOException.class, in::read));
          ThreadRecord r = Threads.mine();
          InputStream later = new TeeInputStream(denyingThenFailing(r, broken), call);
          IOException ours =
              assertThrows(QuotaExceededException.class, () -> later.read(new byte[9]));
          assertSame(broken, ours.getCause());
          assertThrows(QuotaExceededException.class, () -> later.skip(1));
          ends();
          return List.of();
        });
  }

  @Test
  void aCloseThatFailsTellsTheSameAsTheReadBeforeIt() throws Exception {
    onHost(
        () -> {
          IOException broken = new IOException("Socket closed");
          InputStream own = new TeeInputStream(failingToClose(broken), call());
          assertSame(broken, assertThrows(IOException.class, own::close));
          InputStream cut = new TeeInputStream(failingToClose(broken), call());
          ThreadRecord r = Threads.mine();
          r.deny(new Denial(r.seqAt(0), "Model API quota exceeded, try again later"));
          IOException ours = assertThrows(QuotaExceededException.class, cut::close);
          assertSame(broken, ours.getCause());
          ends();
          return null;
        });
  }

  private static InputStream failingToClose(IOException error) {
    return new FilterInputStream(InputStream.nullInputStream()) {
      @Override
      public void close() throws IOException {
        throw error;
      }
    };
  }

  private static InputStream failing(IOException error) {
    return new FilterInputStream(InputStream.nullInputStream()) {
      @Override
      public int read() throws IOException {
        throw error;
      }

      @Override
      public int read(byte[] b, int off, int len) throws IOException {
        return read();
      }
    };
  }

  /** What a remedy does while the reader is inside: the denial first, then the socket. */
  private static InputStream denyingThenFailing(ThreadRecord r, IOException error) {
    return new FilterInputStream(InputStream.nullInputStream()) {
      @Override
      public int read() throws IOException {
        r.deny(new Denial(r.seqAt(0), "Model API quota exceeded, try again later"));
        throw error;
      }

      @Override
      public int read(byte[] b, int off, int len) throws IOException {
        return read();
      }
    };
  }
}
