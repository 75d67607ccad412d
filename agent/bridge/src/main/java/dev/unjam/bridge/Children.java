package dev.unjam.bridge;

import java.util.Arrays;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The children that the host has started and that are not known to be gone; any thread. */
public final class Children {
  /** More are not followed where nobody looks after them. */
  private static final int MOST = 1024;

  private static final ChildRecord[] NONE = {};
  private static volatile ChildRecord[] all = NONE;

  private Children() {}

  static synchronized void add(ChildRecord child) {
    ChildRecord[] before = all;
    if (before.length < MOST) {
      ChildRecord[] more = Arrays.copyOf(before, before.length + 1);
      more[before.length] = child;
      all = more;
    }
  }

  /** Forgets one that is gone. */
  static synchronized void remove(ChildRecord child) {
    ChildRecord[] before = all;
    for (int i = 0; i < before.length; i++) {
      if (before[i] == child) {
        ChildRecord[] less = new ChildRecord[before.length - 1];
        System.arraycopy(before, 0, less, 0, i);
        System.arraycopy(before, i + 1, less, i, less.length - i);
        all = less;
        return;
      }
    }
  }

  /** Forgets those that are gone; the watchdog's thread. */
  public static void prune() {
    for (ChildRecord child : all) {
      if (child.isGone()) {
        remove(child);
      }
    }
  }

  /** Whether there is any. */
  public static boolean any() {
    return all.length > 0;
  }

  /** Shows each of them. */
  public static void forEach(Consumer<ChildRecord> visitor) {
    for (ChildRecord child : all) {
      visitor.accept(child);
    }
  }

  /** The child that this is, or null. */
  static @Nullable ChildRecord of(Object process) {
    for (ChildRecord child : all) {
      if (child.process() == process) {
        return child;
      }
    }
    return null;
  }

  /** The same by the process's id. */
  static @Nullable ChildRecord of(long pid) {
    for (ChildRecord child : all) {
      if (child.pid() == pid) {
        return child;
      }
    }
    return null;
  }

  /** The child whose end this future tells, or null. */
  static @Nullable ChildRecord endingWith(Object future) {
    for (ChildRecord child : all) {
      if (child.exits().leadTo(future)) {
        return child;
      }
    }
    return null;
  }

  /** The request of this number that some child has not answered, or null. */
  static @Nullable CallRecord requestById(long callId) {
    for (ChildRecord child : all) {
      for (ChildCall request : child.pending()) {
        CallRecord call = request.call();
        if (call.id == callId && call.phase() != CallRecord.Phase.DONE) {
          return call;
        }
      }
    }
    return null;
  }

  /** Ends the requests that nobody waits for any more, and nobody will tell of the end of. */
  static void endLeft() {
    for (ChildRecord child : all) {
      for (ChildCall request : child.pending()) {
        if (request.isLeft()) {
          request.call().end();
        }
      }
    }
  }
}
