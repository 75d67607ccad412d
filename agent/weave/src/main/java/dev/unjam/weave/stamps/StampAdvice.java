package dev.unjam.weave.stamps;

import dev.unjam.bridge.StampHooks;
import net.bytebuddy.asm.Advice;

/** Stamps were given, exchanged, or given back. */
public final class StampAdvice {
  private StampAdvice() {}

  /** 0 if the lock was not to be had. */
  public static final class Acquired {
    private Acquired() {}

    @Advice.OnMethodExit(suppress = Throwable.class)
    static void exit(@Advice.This Object lock, @Advice.Return long stamp) {
      StampHooks.acquired(lock, stamp);
    }
  }

  /** 0 if that was not possible. */
  public static final class Converted {
    private Converted() {}

    @Advice.OnMethodExit(suppress = Throwable.class)
    static void exit(
        @Advice.This Object lock, @Advice.Argument(0) long from, @Advice.Return long to) {
      StampHooks.converted(lock, from, to);
    }
  }

  /** By the stamp. */
  public static final class Released {
    private Released() {}

    @Advice.OnMethodExit(suppress = Throwable.class)
    static void exit(@Advice.This Object lock, @Advice.Argument(0) long stamp) {
      StampHooks.released(lock, stamp);
    }
  }

  /** Without the stamp: the state before tells it, or one of the same mode. */
  public static final class TriedToRelease {
    private TriedToRelease() {}

    @Advice.OnMethodEnter(suppress = Throwable.class)
    static long enter(@Advice.FieldValue("state") long state) {
      return state;
    }

    @Advice.OnMethodExit(suppress = Throwable.class)
    static void exit(
        @Advice.This Object lock, @Advice.Enter long state, @Advice.Return boolean released) {
      if (released) {
        StampHooks.released(lock, state);
      }
    }
  }

  /** The same by a view, whose unlock throws where nothing is held. */
  public static final class ReleasedByView {
    private ReleasedByView() {}

    @Advice.OnMethodEnter(suppress = Throwable.class)
    static long enter(@Advice.FieldValue("state") long state) {
      return state;
    }

    @Advice.OnMethodExit(suppress = Throwable.class)
    static void exit(@Advice.This Object lock, @Advice.Enter long state) {
      StampHooks.released(lock, state);
    }
  }
}
