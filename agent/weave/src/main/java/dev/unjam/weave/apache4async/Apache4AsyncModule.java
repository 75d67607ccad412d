package dev.unjam.weave.apache4async;

import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.takesArgument;
import static net.bytebuddy.matcher.ElementMatchers.takesArguments;
import static net.bytebuddy.matcher.ElementMatchers.takesNoArguments;

import dev.unjam.weave.Advised;
import dev.unjam.weave.WeaveModule;
import dev.unjam.weave.streams.CompletedAdvice;
import dev.unjam.weave.streams.FailedAdvice;
import dev.unjam.weave.streams.GetAdvice;
import java.nio.ByteBuffer;
import java.util.Map;
import net.bytebuddy.asm.AsmVisitorWrapper;

/**
 * Apache HttpAsyncClient 4, from 4.1 to 4.1.5, the usual and the minimal client.
 *
 * <p>A request has one exchange handler through all of its redirects, which the I/O threads tell
 * what comes; it asks for a connection first on the thread that makes the request. Bodies are seen
 * in the decoders of the core, from whichever buffer its consumer reads.
 */
public final class Apache4AsyncModule implements WeaveModule {
  private static final String CLIENT = "org/apache/http/impl/nio/client/";
  private static final String HANDLER = CLIENT + "AbstractClientExchangeHandler";
  private static final String USUAL = CLIENT + "DefaultClientExchangeHandlerImpl";
  private static final String MINIMAL = CLIENT + "MinimalClientExchangeHandlerImpl";
  private static final String CODECS = "org/apache/http/impl/nio/codecs/";
  private static final String FUTURE = "org/apache/http/concurrent/BasicFuture";

  @Override
  public String id() {
    return "apache4async";
  }

  @Override
  public Map<String, String[]> targets() {
    String[] exchange = {
      "start",
      "generateRequest",
      "produceContent",
      "responseReceived",
      "consumeContent",
      "releaseResources"
    };
    String[] read = {"read"};
    return Map.of(
        HANDLER,
        new String[] {"requestConnection"},
        USUAL,
        exchange,
        MINIMAL,
        exchange,
        CODECS + "ChunkDecoder",
        read,
        CODECS + "LengthDelimitedDecoder",
        read,
        CODECS + "IdentityDecoder",
        read,
        FUTURE,
        new String[] {"completed", "failed", "cancel", "get"});
  }

  @Override
  public AsmVisitorWrapper advice(String internalName) {
    return switch (internalName) {
      case HANDLER ->
          Advised.methods(RequestAdvice.class, named("requestConnection").and(takesNoArguments()));
      case USUAL, MINIMAL -> exchange();
      case FUTURE -> future();
      default ->
          Advised.methods(
              ReadAdvice.class,
              named("read").and(takesArguments(1)).and(takesArgument(0, ByteBuffer.class)));
    };
  }

  private static AsmVisitorWrapper exchange() {
    return new AsmVisitorWrapper.Compound(
        Advised.methods(StartAdvice.class, named("start").and(takesNoArguments())),
        Advised.methods(SentAdvice.class, named("generateRequest").and(takesNoArguments())),
        Advised.methods(OutputAdvice.class, named("produceContent")),
        Advised.methods(HeadAdvice.class, named("responseReceived").and(takesArguments(1))),
        Advised.methods(ContentAdvice.class, named("consumeContent")),
        Advised.methods(OverAdvice.class, named("releaseResources").and(takesNoArguments())));
  }

  private static AsmVisitorWrapper future() {
    return new AsmVisitorWrapper.Compound(
        Advised.methods(CompletedAdvice.class, named("completed").and(takesArguments(1))),
        Advised.methods(FailedAdvice.class, named("failed").and(takesArguments(1))),
        Advised.methods(FailedAdvice.class, named("cancel").and(takesArguments(boolean.class))),
        Advised.methods(GetAdvice.class, named("get")));
  }
}
