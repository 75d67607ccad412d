package dev.unjam.weave.filewrites;

import static net.bytebuddy.matcher.ElementMatchers.isBridge;
import static net.bytebuddy.matcher.ElementMatchers.isNative;
import static net.bytebuddy.matcher.ElementMatchers.isPublic;
import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.namedOneOf;
import static net.bytebuddy.matcher.ElementMatchers.not;
import static net.bytebuddy.matcher.ElementMatchers.takesArgument;
import static net.bytebuddy.matcher.ElementMatchers.takesArguments;
import static net.bytebuddy.matcher.ElementMatchers.takesNoArguments;

import dev.unjam.weave.Advised;
import dev.unjam.weave.FileSystems;
import dev.unjam.weave.WeaveModule;
import dev.unjam.weave.filewrites.FileNameAdvice.Deleted;
import dev.unjam.weave.filewrites.FileNameAdvice.Gone;
import dev.unjam.weave.filewrites.FileNameAdvice.Moved;
import dev.unjam.weave.filewrites.FileNameAdvice.Opened;
import dev.unjam.weave.filewrites.FileNameAdvice.RandomOpened;
import dev.unjam.weave.filewrites.FileNameAdvice.Renamed;
import dev.unjam.weave.filewrites.FileNameAdvice.Replaced;
import dev.unjam.weave.filewrites.FileNameAdvice.StreamOpened;
import dev.unjam.weave.filewrites.OpenFileAdvice.Mapped;
import dev.unjam.weave.filewrites.OpenFileAdvice.Sent;
import dev.unjam.weave.filewrites.OpenFileAdvice.Written;
import java.io.File;
import java.util.Map;
import net.bytebuddy.asm.AsmVisitorWrapper;
import net.bytebuddy.description.method.MethodDescription;
import net.bytebuddy.matcher.ElementMatcher;

/**
 * The methods by which a file is changed.
 *
 * <p>Open ones: the public methods of {@code FileChannelImpl} (to which whatever {@code Files} and
 * {@code Channels} write comes), {@code FileOutputStream} and {@code RandomAccessFile}, whose own
 * writing methods are native and private. {@code RandomAccessFile.setLength} is native itself on
 * 17, and not woven there. By name: opening for writing (which may cut the file), moving and
 * copying to it, moving it away, deleting it. Of an AsynchronousFileChannel what hands a write over
 * to its executor; Windows has a channel of another kind. The same names on 17 and 25.
 */
public final class FileWritesModule implements WeaveModule {
  private static final String CHANNEL = "sun/nio/ch/FileChannelImpl";
  private static final String STREAM = "java/io/FileOutputStream";
  private static final String RANDOM = "java/io/RandomAccessFile";
  private static final String FILE = "java/io/File";
  private static final String QUEUED = "sun/nio/ch/SimpleAsynchronousFileChannelImpl";
  private static final String[] PROVIDER_METHODS = {
    "newByteChannel", "newFileChannel", "newAsynchronousFileChannel", "copy", "move", "implDelete"
  };

  @Override
  public String id() {
    return "filewrites";
  }

  @Override
  public Map<String, String[]> targets() {
    return FileSystems.targets(
        Map.of(
            CHANNEL,
            new String[] {"write", "truncate", "transferFrom", "transferTo", "map"},
            STREAM,
            new String[] {"write", "open"},
            RANDOM,
            new String[] {"write", "writeBytes", "writeChars", "open"},
            FILE,
            new String[] {"delete", "renameTo"},
            QUEUED,
            new String[] {"implWrite", "truncate"}),
        PROVIDER_METHODS);
  }

  @Override
  public AsmVisitorWrapper advice(String internalName) {
    return switch (internalName) {
      case CHANNEL -> channel();
      case STREAM ->
          new AsmVisitorWrapper.Compound(
              open(Written.class, namedOneOf("write")), name(StreamOpened.class, named("open")));
      case RANDOM ->
          new AsmVisitorWrapper.Compound(
              open(Written.class, namedOneOf("write", "writeBytes", "writeChars", "setLength")),
              name(RandomOpened.class, named("open").and(takesArguments(String.class, int.class))));
      case FILE -> file();
      case QUEUED ->
          new AsmVisitorWrapper.Compound(
              Advised.methods(QueuedWriteAdvice.class, named("implWrite")),
              open(QueuedWriteAdvice.Cut.class, named("truncate")));
      default -> provider();
    };
  }

  private static AsmVisitorWrapper channel() {
    return new AsmVisitorWrapper.Compound(
        open(Written.class, namedOneOf("write", "truncate", "transferFrom")),
        open(Sent.class, named("transferTo")),
        open(Mapped.class, named("map")));
  }

  private static AsmVisitorWrapper file() {
    return new AsmVisitorWrapper.Compound(
        Advised.methods(Gone.class, named("delete").and(takesNoArguments()).and(not(isNative()))),
        Advised.methods(Renamed.class, named("renameTo").and(takesArgument(0, File.class))));
  }

  private static AsmVisitorWrapper provider() {
    return new AsmVisitorWrapper.Compound(
        name(Opened.class, FileSystems.opens()),
        name(Replaced.class, named("copy").and(isPublic())),
        name(Moved.class, named("move").and(isPublic())),
        name(Deleted.class, named("implDelete")));
  }

  private static AsmVisitorWrapper open(
      Class<?> enter, ElementMatcher.Junction<? super MethodDescription> which) {
    return Advised.methods(
        enter,
        RefusedAdvice.class,
        isPublic().and(not(isNative())).and(not(isBridge())).and(which));
  }

  private static AsmVisitorWrapper name(
      Class<?> enter, ElementMatcher<? super MethodDescription> which) {
    return Advised.methods(enter, RefusedAdvice.class, which);
  }
}
