package dev.unjam.bridge;

import java.io.OutputStream;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a bounded copy of what the host reads: its first 8 KiB, or of a stream its last.
 *
 * <p>Written by the thread that reads or delivers the body, copied by the watchdog; a version
 * counter that is odd during a write keeps other writers out, and tells the watchdog to look again.
 */
public final class Tee {
  /** The most that is kept, in bytes. */
  public static final int LIMIT = 8192;

  private static final int FIRST_SIZE = 256;

  /** How often it is tried to be the only one that writes; who is has but a piece to copy. */
  private static final int TRIES = 10_000;

  private static final int SPINS = 100;

  /** How often a reader looks at what is being written meanwhile. */
  private static final int ATTEMPTS = 500;

  private static final byte[] NOTHING = new byte[0];
  private static final AtomicIntegerFieldUpdater<Tee> VERSION =
      AtomicIntegerFieldUpdater.newUpdater(Tee.class, "version");

  private final boolean tail;
  private final @Nullable EventPulse pulse;
  private @Nullable OutputStream into;
  private byte[] kept = NOTHING;
  private long total;
  private volatile int version;

  /** How much of the beginning is kept, in bytes. */
  private int most = LIMIT;

  /** The head's fields, where that is none of an error's: the body's first byte may tell more. */
  private final @Nullable Fields success;

  /** Somebody has begun to write and never came to an end: a full stack, say. */
  private boolean stuck;

  /** Keeps the end of the body if {@code tail}, else its beginning. */
  Tee(boolean tail) {
    this(tail, null, null);
  }

  /** Keeps the end of a stream of events, whose pulse is taken. */
  Tee(EventPulse pulse) {
    this(true, pulse, null);
  }

  private Tee(boolean tail, @Nullable EventPulse pulse, @Nullable Fields success) {
    this.tail = tail;
    this.pulse = pulse;
    this.success = success;
  }

  /** Keeps the beginning of a body whose head tells of no error, unless it cannot be one either. */
  static Tee ofSuccess(Fields head) {
    return new Tee(false, null, head);
  }

  /** What is told of the body's events, or null if it has none. */
  @Nullable EventPulse pulse() {
    return pulse;
  }

  /** Whether the beginning may be missing. */
  public boolean isTail() {
    return tail;
  }

  /** Whether nothing more is kept; on the thread that writes. */
  boolean isFull() {
    return !tail && total >= most;
  }

  /** Where a library can copy a piece to that it has in buffers of its own; as {@link #add}. */
  OutputStream into() {
    OutputStream i = into;
    if (i == null) {
      i = new TeeOutputStream(this);
      into = i;
    }
    return i;
  }

  /** How many of so many more bytes would be kept, of a stream the last ones. */
  int wanted(long n) {
    return (int) Math.min(n, tail ? LIMIT : Math.max(0, most - total));
  }

  /** Returns whether nothing was lost that is to be kept. */
  boolean add(byte[] from, int offset, int length) {
    // Most of a large body is not kept: that is to be found out at once, if need be a piece late.
    if (length <= 0 || wanted(length) <= 0) {
      return true;
    }
    if (begin()) {
      try {
        int at = offset + skipped(length);
        if (pulse != null) {
          pulse.next(from, at, offset + length);
        }
        keep(from, at, offset + length);
        return true;
      } finally {
        finish();
      }
    }
    return false;
  }

  /** Takes the buffer's remaining bytes; may move its position, so give a duplicate. */
  void add(ByteBuffer from) {
    int length = from.remaining();
    if (from.hasArray()) {
      add(from.array(), from.arrayOffset() + from.position(), length);
    } else if (length > 0 && wanted(length) > 0 && begin()) {
      try {
        from.position(from.position() + skipped(length));
        keep(from);
      } finally {
        finish();
      }
    }
  }

  /** How many bytes of a large piece are behind what is kept. */
  private int skipped(int length) {
    if (!tail || length <= LIMIT) {
      return 0;
    }
    total += length - LIMIT;
    if (pulse != null) {
      pulse.unseen();
    }
    return length - LIMIT;
  }

  private void keep(byte[] from, int offset, int end) {
    begins(from[offset]);
    for (int at = offset, n; at < end && (tail || total < most); at += n) {
      n = Math.min(end - at, LIMIT - place());
      System.arraycopy(from, at, roomFor(n), place(), n);
      total += n;
    }
  }

  private void keep(ByteBuffer from) {
    begins(from.get(from.position()));
    for (int n; from.hasRemaining() && (tail || total < most); total += n) {
      n = Math.min(from.remaining(), LIMIT - place());
      from.get(roomFor(n), place(), n);
      if (pulse != null) {
        pulse.next(kept, place(), place() + n);
      }
    }
  }

  /** This is the next byte. */
  private void begins(byte next) {
    if (success != null && total == 0 && !ErrorStart.isPossible(next, success)) {
      most = 0;
    }
  }

  /** Where the next byte goes. */
  private int place() {
    return (int) (total % LIMIT);
  }

  /** What is kept, with so much room at the place of the next byte. */
  private byte[] roomFor(int n) {
    int size = place() + n;
    if (size > kept.length) {
      // Most answers that are no streams come in one piece, and a large one will fill it all.
      int doubled = Math.max(FIRST_SIZE, kept.length * 2);
      int more = kept == NOTHING && !tail ? firstSize(size) : doubled;
      kept = Arrays.copyOf(kept, Math.min(LIMIT, Math.max(size, more)));
    }
    return kept;
  }

  private static int firstSize(int n) {
    return n > LIMIT / 2 ? LIMIT : n;
  }

  /** Keeps the beginning of this in the place of all that was kept. */
  void replace(byte[] from, int offset, int length) {
    if (begin()) {
      try {
        int n = Math.min(length, LIMIT);
        if (n > kept.length) {
          kept = new byte[Math.min(LIMIT, Math.max(n, kept.length * 2))];
        }
        System.arraycopy(from, offset, kept, 0, n);
        total = n;
      } finally {
        finish();
      }
    }
  }

  /**
   * Makes this thread the one that writes: one step, where a monitor takes two. Those of a body
   * come one after the other anyway. What somebody else is at for too long is not waited for, and
   * what was to be added is lost: no look at a body may hold its reader up.
   */
  private boolean begin() {
    int tries = stuck ? 1 : TRIES;
    for (int i = 0; i < tries; i++) {
      int v = version;
      if ((v & 1) == 0 && VERSION.compareAndSet(this, v, v + 1)) {
        // On a weak memory model the bytes could be seen before the odd version otherwise.
        VarHandle.storeStoreFence();
        stuck = false;
        return true;
      }
      giveWay(i);
    }
    stuck = true;
    return false;
  }

  @SuppressWarnings("ThreadPriorityCheck") // who writes may have lost its processor in between
  private static void giveWay(int tries) {
    if (tries < SPINS) {
      Thread.onSpinWait();
    } else {
      Thread.yield();
    }
  }

  private void finish() {
    VERSION.lazySet(this, version + 1);
  }

  /**
   * A copy of what is kept, in order; any thread. Empty if the body moves too fast to copy.
   *
   * <p>Of a stream that has lost its beginning it begins with a whole line: the rest of one says
   * something else than the line did.
   */
  public byte[] copy() {
    return copySince(0);
  }

  /** A copy of what is kept of that which came behind so many bytes; the same. */
  public byte[] copySince(long before) {
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      int v = version;
      byte[] all = kept;
      long n = total;
      if ((v & 1) == 0 && isStill(v)) {
        byte[] copy = Ring.inOrder(all, n);
        if (isStill(v)) {
          return Ring.last(copy, n - before);
        }
      }
      giveWay(attempt);
    }
    return NOTHING;
  }

  private boolean isStill(int v) {
    VarHandle.loadLoadFence();
    return version == v;
  }

  /** How many bytes have come so far; any thread. */
  public long total() {
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      int v = version;
      long n = total;
      if ((v & 1) == 0 && isStill(v)) {
        return n;
      }
      giveWay(attempt);
    }
    return total;
  }

  /** Changes whenever the copy may. */
  public int version() {
    return version;
  }
}
