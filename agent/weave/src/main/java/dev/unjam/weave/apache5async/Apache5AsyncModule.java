package dev.unjam.weave.apache5async;

import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.takesArgument;
import static net.bytebuddy.matcher.ElementMatchers.takesArguments;

import dev.unjam.weave.Advised;
import dev.unjam.weave.WeaveModule;
import dev.unjam.weave.streams.CompletedAdvice;
import dev.unjam.weave.streams.FailedAdvice;
import dev.unjam.weave.streams.GetAdvice;
import java.nio.ByteBuffer;
import java.util.Map;
import net.bytebuddy.asm.AsmVisitorWrapper;

/**
 * Apache HttpClient 5, asynchronous, HTTP/1.1 and HTTP/2; the same in 5.0 as in 5.6.
 *
 * <p>{@code doExecute} does not know the request yet, and may call for it later: whom it is for is
 * known where it enters its chain. From there on it is told by its future and its context, for the
 * exchange's handler is wrapped on its way to the I/O thread. The minimal clients have no chain and
 * are not followed.
 */
public final class Apache5AsyncModule implements WeaveModule {
  private static final String CHAIN = "org/apache/hc/client5/http/impl/async/AsyncExecChainElement";
  private static final String H1 = "org/apache/hc/core5/http/impl/nio/ClientHttp1StreamHandler";
  private static final String H2 = "org/apache/hc/core5/http2/impl/nio/ClientH2StreamHandler";
  private static final String FUTURE = "org/apache/hc/core5/concurrent/BasicFuture";

  @Override
  public String id() {
    return "apache5async";
  }

  @Override
  public Map<String, String[]> targets() {
    String[] stream = {"commitRequest", "produceOutput", "consumeHeader", "consumeData"};
    return Map.of(
        CHAIN,
        new String[] {"execute"},
        H1,
        stream,
        H2,
        stream,
        FUTURE,
        new String[] {"completed", "failed", "cancel", "get"});
  }

  @Override
  public AsmVisitorWrapper advice(String internalName) {
    return switch (internalName) {
      case CHAIN -> Advised.methods(ChainAdvice.class, named("execute").and(takesArguments(4)));
      case FUTURE -> future();
      case H2 -> stream(H2SentAdvice.class, H2HeadAdvice.class);
      default -> stream(SentAdvice.class, HeadAdvice.class);
    };
  }

  private static AsmVisitorWrapper future() {
    return new AsmVisitorWrapper.Compound(
        Advised.methods(CompletedAdvice.class, named("completed").and(takesArguments(1))),
        Advised.methods(FailedAdvice.class, named("failed").and(takesArguments(1))),
        Advised.methods(FailedAdvice.class, named("cancel").and(takesArguments(boolean.class))),
        Advised.methods(GetAdvice.class, named("get")));
  }

  private static AsmVisitorWrapper stream(Class<?> sent, Class<?> head) {
    return new AsmVisitorWrapper.Compound(
        Advised.methods(sent, named("commitRequest").and(takesArguments(2))),
        Advised.methods(OutputAdvice.class, named("produceOutput")),
        Advised.methods(head, named("consumeHeader").and(takesArguments(2))),
        Advised.methods(
            DataAdvice.class, named("consumeData").and(takesArgument(0, ByteBuffer.class))));
  }
}
