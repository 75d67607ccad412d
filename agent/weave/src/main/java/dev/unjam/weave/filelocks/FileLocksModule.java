package dev.unjam.weave.filelocks;

import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.namedOneOf;
import static net.bytebuddy.matcher.ElementMatchers.takesArguments;

import dev.unjam.weave.Advised;
import dev.unjam.weave.WeaveModule;
import java.util.Map;
import net.bytebuddy.asm.AsmVisitorWrapper;

/**
 * {@code FileChannel.lock} and {@code tryLock} in their forms with all arguments, in which the
 * others end; {@code FileLockImpl.invalidate}, to which a release comes and the closing of a
 * channel too. The same on 17 and 25.
 *
 * <p>An AsynchronousFileChannel's {@code lock} is granted on a thread of the channel's group, at
 * any later time. It is held from when somebody gets it: by whoever takes the future's result
 * ({@code PendingFuture.get}), or the thread that the handler is called on ({@code
 * Invoker.invokeUnchecked}, in which every handler is told of its result).
 */
public final class FileLocksModule implements WeaveModule {
  private static final String LOCK = "sun/nio/ch/FileLockImpl";
  private static final String FUTURE = "sun/nio/ch/PendingFuture";
  private static final String HANDLER = "sun/nio/ch/Invoker";

  @Override
  public String id() {
    return "filelocks";
  }

  @Override
  public Map<String, String[]> targets() {
    return Map.of(
        "sun/nio/ch/FileChannelImpl",
        new String[] {"lock", "tryLock"},
        "sun/nio/ch/SimpleAsynchronousFileChannelImpl",
        new String[] {"tryLock"},
        FUTURE,
        new String[] {"get"},
        HANDLER,
        new String[] {"invokeUnchecked"},
        LOCK,
        new String[] {"invalidate"});
  }

  @Override
  public AsmVisitorWrapper advice(String internalName) {
    return switch (internalName) {
      case LOCK -> Advised.methods(FileLockAdvice.Released.class, named("invalidate"));
      case FUTURE -> Advised.methods(FileLockAdvice.Got.class, named("get"));
      case HANDLER ->
          Advised.methods(
              FileLockAdvice.Told.class, named("invokeUnchecked").and(takesArguments(4)));
      default ->
          Advised.methods(
              FileLockAdvice.Acquired.class, namedOneOf("lock", "tryLock").and(takesArguments(3)));
    };
  }
}
