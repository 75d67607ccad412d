package dev.unjam.weave.lockfiles;

import static net.bytebuddy.matcher.ElementMatchers.isPublic;
import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.namedOneOf;
import static net.bytebuddy.matcher.ElementMatchers.returns;
import static net.bytebuddy.matcher.ElementMatchers.takesArgument;
import static net.bytebuddy.matcher.ElementMatchers.takesNoArguments;

import dev.unjam.weave.Advised;
import dev.unjam.weave.FileSystems;
import dev.unjam.weave.WeaveModule;
import java.io.File;
import java.util.Map;
import net.bytebuddy.asm.AsmVisitorWrapper;

/**
 * The operations by which a file comes to be exclusively, and goes.
 *
 * <p>{@code java.io}: {@code File.createNewFile}, {@code delete}, {@code renameTo}. {@code
 * java.nio.file}: whatever {@code Files} and the channels offer ends in the default provider's
 * {@code newByteChannel}, {@code newFileChannel}, {@code newAsynchronousFileChannel}, {@code
 * createLink}, {@code createSymbolicLink}, {@code copy}, {@code move} and {@code implDelete}; the
 * same names on 17 and 25, on Unix and Windows.
 */
public final class LockFilesModule implements WeaveModule {
  private static final String FILE = "java/io/File";
  private static final String[] PROVIDER_METHODS = {
    "newByteChannel",
    "newFileChannel",
    "newAsynchronousFileChannel",
    "createLink",
    "createSymbolicLink",
    "copy",
    "move",
    "implDelete"
  };

  @Override
  public String id() {
    return "lockfiles";
  }

  @Override
  public Map<String, String[]> targets() {
    return FileSystems.targets(
        Map.of(FILE, new String[] {"createNewFile", "delete", "renameTo"}), PROVIDER_METHODS);
  }

  @Override
  public AsmVisitorWrapper advice(String internalName) {
    return internalName.equals(FILE) ? file() : provider();
  }

  private static AsmVisitorWrapper file() {
    return new AsmVisitorWrapper.Compound(
        Advised.methods(FileCreateAdvice.class, named("createNewFile").and(takesNoArguments())),
        Advised.methods(
            FileGoneAdvice.class,
            named("delete").and(takesNoArguments()).and(returns(boolean.class))),
        Advised.methods(RenameAdvice.class, named("renameTo").and(takesArgument(0, File.class))));
  }

  private static AsmVisitorWrapper provider() {
    return new AsmVisitorWrapper.Compound(
        Advised.methods(ChannelAdvice.class, FileSystems.opens()),
        Advised.methods(
            LinkAdvice.class, namedOneOf("createLink", "createSymbolicLink").and(isPublic())),
        Advised.methods(CopyAdvice.class, named("copy").and(isPublic())),
        Advised.methods(MoveAdvice.class, named("move").and(isPublic())),
        Advised.methods(ProviderDeleteAdvice.class, named("implDelete")));
  }
}
