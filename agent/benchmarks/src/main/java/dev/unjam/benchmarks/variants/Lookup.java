package dev.unjam.benchmarks.variants;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/** Ways to find the record of the calling thread. */
final class Lookup {
  private static final int SIZE = 1 << 14;
  private static final ThreadLocal<@Nullable Books> LOCAL = new ThreadLocal<>();
  private static final @Nullable Books[] TABLE = new @Nullable Books[SIZE];
  private static final VarHandle TID = tid();

  /** Whoever asks is the one thread of the measurement: what a look-up for nothing would cost. */
  private static final Books ONLY = new Books(Thread.currentThread());

  private Lookup() {}

  static Books only() {
    return ONLY;
  }

  static Books byThreadLocal() {
    Books b = LOCAL.get();
    if (b == null) {
      b = new Books(Thread.currentThread());
      LOCAL.set(b);
    }
    return b;
  }

  static Books byTidField(Thread t) {
    return inTable(t, (int) (long) TID.get(t) & (SIZE - 1));
  }

  @SuppressWarnings("deprecation")
  static Books byGetId(Thread t) {
    return inTable(t, (int) t.getId() & (SIZE - 1));
  }

  private static Books inTable(Thread t, int at) {
    Books b = TABLE[at];
    return b != null && b.thread == t ? b : fill(at);
  }

  /** A collision costs the way through the ThreadLocal; who comes last has the slot. */
  private static Books fill(int at) {
    Books b = byThreadLocal();
    TABLE[at] = b;
    return b;
  }

  private static VarHandle tid() {
    try {
      return MethodHandles.privateLookupIn(Thread.class, MethodHandles.lookup())
          .findVarHandle(Thread.class, "tid", long.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }
}
