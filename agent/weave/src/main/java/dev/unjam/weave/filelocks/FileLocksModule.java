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
 * <p>Of an AsynchronousFileChannel {@code tryLock} alone: its {@code lock} is granted on a thread
 * of the channel's group, for whoever takes the future's result.
 */
public final class FileLocksModule implements WeaveModule {
  private static final String LOCK = "sun/nio/ch/FileLockImpl";

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
        LOCK,
        new String[] {"invalidate"});
  }

  @Override
  public AsmVisitorWrapper advice(String internalName) {
    return internalName.equals(LOCK)
        ? Advised.methods(FileLockAdvice.Released.class, named("invalidate"))
        : Advised.methods(
            FileLockAdvice.Acquired.class, namedOneOf("lock", "tryLock").and(takesArguments(3)));
  }
}
