package dev.unjam.weave.filewrites;

import dev.unjam.bridge.WriteHooks;
import java.io.FileDescriptor;
import java.io.IOException;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** An open file is written to, cut, mapped, or the target of another one's content. */
public final class OpenFileAdvice {
  private OpenFileAdvice() {}

  /** Bytes go into it, or it is cut. */
  public static final class Written {
    private Written() {}

    @Advice.OnMethodEnter(suppress = Throwable.class, skipOn = Advice.OnNonDefaultValue.class)
    static @Nullable IOException enter(
        @Advice.FieldValue("fd") FileDescriptor fd,
        @Advice.FieldValue("path") @Nullable String path) {
      return WriteHooks.writing(fd, path);
    }
  }

  /** It is mapped into memory, which nobody sees being written to. */
  public static final class Mapped {
    private Mapped() {}

    @Advice.OnMethodEnter(suppress = Throwable.class, skipOn = Advice.OnNonDefaultValue.class)
    static @Nullable IOException enter(
        @Advice.FieldValue("fd") FileDescriptor fd,
        @Advice.FieldValue("path") @Nullable String path,
        @Advice.Argument(0) @Nullable Object mode) {
      return WriteHooks.mapping(fd, path, mode);
    }
  }

  /** It is sent to another channel without a write of that channel's own. */
  public static final class Sent {
    private Sent() {}

    @Advice.OnMethodEnter(suppress = Throwable.class, skipOn = Advice.OnNonDefaultValue.class)
    static @Nullable IOException enter(@Advice.Argument(2) @Nullable Object target) {
      return WriteHooks.sending(target);
    }
  }
}
