package dev.unjam.weave.filewrites;

import dev.unjam.bridge.WriteHooks;
import java.io.IOException;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** A file is opened for writing, deleted, or replaced, by its name. */
public final class FileNameAdvice {
  private FileNameAdvice() {}

  /** A channel is opened. */
  public static final class Opened {
    private Opened() {}

    @Advice.OnMethodEnter(suppress = Throwable.class, skipOn = Advice.OnNonDefaultValue.class)
    static @Nullable IOException enter(
        @Advice.Argument(0) Object file, @Advice.Argument(1) @Nullable Object options) {
      return WriteHooks.opening(file, options);
    }
  }

  /** A FileOutputStream is opened. */
  public static final class StreamOpened {
    private StreamOpened() {}

    @Advice.OnMethodEnter(suppress = Throwable.class, skipOn = Advice.OnNonDefaultValue.class)
    static @Nullable IOException enter(@Advice.Argument(0) @Nullable String file) {
      return WriteHooks.openingStream(file);
    }
  }

  /** A RandomAccessFile is opened. */
  public static final class RandomOpened {
    private RandomOpened() {}

    @Advice.OnMethodEnter(suppress = Throwable.class, skipOn = Advice.OnNonDefaultValue.class)
    static @Nullable IOException enter(
        @Advice.Argument(0) @Nullable String file, @Advice.Argument(1) int mode) {
      return WriteHooks.openingRandom(file, mode);
    }
  }

  /** A path is deleted. */
  public static final class Deleted {
    private Deleted() {}

    @Advice.OnMethodEnter(suppress = Throwable.class, skipOn = Advice.OnNonDefaultValue.class)
    static @Nullable IOException enter(@Advice.Argument(0) @Nullable Object file) {
      return WriteHooks.replacing(file);
    }
  }

  /** A path is moved to another, which may be there. */
  public static final class Moved {
    private Moved() {}

    @Advice.OnMethodEnter(suppress = Throwable.class, skipOn = Advice.OnNonDefaultValue.class)
    static @Nullable IOException enter(
        @Advice.Argument(0) @Nullable Object from, @Advice.Argument(1) @Nullable Object to) {
      return WriteHooks.moving(from, to);
    }
  }

  /** A path is copied to another, which may be there. */
  public static final class Replaced {
    private Replaced() {}

    @Advice.OnMethodEnter(suppress = Throwable.class, skipOn = Advice.OnNonDefaultValue.class)
    static @Nullable IOException enter(@Advice.Argument(1) @Nullable Object file) {
      return WriteHooks.replacing(file);
    }
  }

  /** {@code File.delete}, which tells by false that it was not done. */
  public static final class Gone {
    private Gone() {}

    @Advice.OnMethodEnter(suppress = Throwable.class, skipOn = Advice.OnNonDefaultValue.class)
    static @Nullable IOException enter(@Advice.This Object file) {
      return WriteHooks.replacing(file);
    }
  }

  /** {@code File.renameTo}, the same. */
  public static final class Renamed {
    private Renamed() {}

    @Advice.OnMethodEnter(suppress = Throwable.class, skipOn = Advice.OnNonDefaultValue.class)
    static @Nullable IOException enter(
        @Advice.This Object from, @Advice.Argument(0) @Nullable Object to) {
      return WriteHooks.moving(from, to);
    }
  }
}
