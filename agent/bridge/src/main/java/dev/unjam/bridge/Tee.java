package dev.unjam.bridge;

import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a bounded copy of what the host reads: its first 8 KiB, or of a stream its last.
 *
 * <p>Written by the thread that reads or delivers the body, copied by the watchdog; a version
 * counter that is odd during a write tells the watchdog to look again.
 */
public final class Tee {
  /** The most that is kept, in bytes. */
  public static final int LIMIT = 8192;

  private static final int FIRST_SIZE = 256;
  private static final byte[] NOTHING = new byte[0];

  private final boolean tail;
  private final @Nullable EventPulse pulse;
  private byte[] kept = NOTHING;
  private long total;
  private volatile int version;

  /** Keeps the end of the body if {@code tail}, else its beginning. */
  Tee(boolean tail) {
    this(tail, null);
  }

  /** The same of a stream of events, whose pulse is taken. */
  Tee(boolean tail, @Nullable EventPulse pulse) {
    this.tail = tail;
    this.pulse = pulse;
  }

  /** What is told of the body's events, or null if it has none. */
  @Nullable EventPulse pulse() {
    return pulse;
  }

  /** Whether the beginning may be missing. */
  public boolean isTail() {
    return tail;
  }

  /** How many of so many more bytes would be kept, of a stream the last ones. */
  int wanted(long n) {
    return (int) Math.min(n, tail ? LIMIT : Math.max(0, LIMIT - total));
  }

  void add(byte[] from, int offset, int length) {
    // Most of a large body is not kept: that is to be found out at once, if need be a piece late.
    if (length <= 0 || wanted(length) <= 0) {
      return;
    }
    if (tail || pulse != null) {
      add(ByteBuffer.wrap(from, offset, length));
    } else {
      addHead(from, offset, length);
    }
  }

  private synchronized void addHead(byte[] from, int offset, int length) {
    int at = (int) total;
    int n = Math.min(length, LIMIT - at);
    if (n > 0) {
      version++;
      VarHandle.storeStoreFence();
      ensure(at + n);
      System.arraycopy(from, offset, kept, at, n);
      total += n;
      version++;
    }
  }

  /** Takes the buffer's remaining bytes; moves its position, so give a duplicate. */
  synchronized void add(ByteBuffer from) {
    version++;
    // On a weak memory model the bytes could be seen before the odd version otherwise.
    VarHandle.storeStoreFence();
    if (tail && from.remaining() > LIMIT) {
      int skipped = from.remaining() - LIMIT;
      total += skipped;
      from.position(from.position() + skipped);
      if (pulse != null) {
        pulse.unseen();
      }
    }
    if (pulse != null) {
      pulse.next(from);
    }
    while (from.hasRemaining() && (tail || total < LIMIT)) {
      int at = (int) (total % LIMIT);
      int n = Math.min(from.remaining(), LIMIT - at);
      ensure(at + n);
      from.get(kept, at, n);
      total += n;
    }
    version++;
  }

  /** Keeps this in the place of all that was kept. */
  synchronized void replace(byte[] from, int offset, int length) {
    int n = Math.min(length, LIMIT);
    version++;
    VarHandle.storeStoreFence();
    if (n > kept.length) {
      kept = new byte[Math.min(LIMIT, Math.max(n, 2 * kept.length))];
    }
    System.arraycopy(from, offset, kept, 0, n);
    total = n;
    version++;
  }

  private void ensure(int size) {
    if (size > kept.length) {
      kept =
          Arrays.copyOf(
              kept, Math.min(LIMIT, Math.max(size, Math.max(FIRST_SIZE, kept.length * 2))));
    }
  }

  /**
   * A copy of what is kept, in order; any thread. Empty if the body moves too fast to copy.
   *
   * <p>Of a stream that has lost its beginning it begins with a whole line: the rest of one says
   * something else than the line did.
   */
  public byte[] copy() {
    for (int attempt = 0; attempt < 8; attempt++) {
      int before = version;
      byte[] all = kept;
      long n = total;
      byte[] copy = (before & 1) == 0 ? inOrder(all, n) : null;
      VarHandle.loadLoadFence();
      if (copy != null && version == before) {
        return copy;
      }
    }
    return new byte[0];
  }

  /** How many bytes have come so far. */
  public long total() {
    // Of most children nothing has come on their error stream: no monitor for that.
    return version == 0 ? 0 : exactTotal();
  }

  private synchronized long exactTotal() {
    return total;
  }

  /** A copy of what is kept of that which came behind so many bytes. */
  public synchronized byte[] copySince(long before) {
    byte[] all = copy();
    int n = (int) Math.min(all.length, total - before);
    return n <= 0 ? NOTHING : Arrays.copyOfRange(all, all.length - n, all.length);
  }

  private static byte[] inOrder(byte[] all, long n) {
    if (n <= LIMIT) {
      return Arrays.copyOf(all, (int) Math.min(n, all.length));
    }
    int at = (int) (n % LIMIT);
    byte[] copy = new byte[LIMIT];
    System.arraycopy(all, at, copy, 0, LIMIT - at);
    System.arraycopy(all, 0, copy, LIMIT - at, at);
    int line = 0;
    while (line < LIMIT && copy[line] != '\n') {
      line++;
    }
    return Arrays.copyOfRange(copy, Math.min(line + 1, LIMIT), LIMIT);
  }

  /** Changes whenever the copy may. */
  public int version() {
    return version;
  }
}
