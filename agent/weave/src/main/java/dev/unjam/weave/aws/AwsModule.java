package dev.unjam.weave.aws;

import static net.bytebuddy.matcher.ElementMatchers.isBridge;
import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.not;
import static net.bytebuddy.matcher.ElementMatchers.takesArguments;
import static net.bytebuddy.matcher.ElementMatchers.takesNoArguments;

import dev.unjam.weave.Advised;
import dev.unjam.weave.WeaveModule;
import dev.unjam.weave.streams.ThrowAdvice;
import java.util.Map;
import net.bytebuddy.asm.AsmVisitorWrapper;

/**
 * The AWS SDK 2's asynchronous clients upon Netty, from 2.20 to 2.54, HTTP/1.1 and HTTP/2.
 *
 * <p>The stage that tries again knows an operation from its beginning to its end, the sleeps of its
 * timer included (there are two of them from 2.26 until both were made one); the stage below makes
 * one attempt, on whichever thread, and calls the client on the same. The client's executor knows
 * one request from its wait for a connection on. What comes back passes the handler that makes a
 * stream of it, once for both versions of HTTP.
 */
public final class AwsModule implements WeaveModule {
  private static final String STAGES = "software/amazon/awssdk/core/internal/http/pipeline/stages/";
  private static final String OPERATION = STAGES + "AsyncRetryableStage";
  private static final String OPERATION_OF_STRATEGIES = OPERATION + "2";
  private static final String ATTEMPT = STAGES + "MakeAsyncHttpRequestStage";
  private static final String NETTY = "software/amazon/awssdk/http/nio/netty/internal/";
  private static final String EXECUTOR = NETTY + "NettyRequestExecutor";
  private static final String INBOUND = NETTY + "nrs/HttpStreamsHandler";
  private static final String OUTBOUND = NETTY + "nrs/HandlerSubscriber";

  @Override
  public String id() {
    return "aws";
  }

  @Override
  public Map<String, String[]> targets() {
    return Map.of(
        OPERATION,
        new String[] {"execute"},
        OPERATION_OF_STRATEGIES,
        new String[] {"execute"},
        ATTEMPT,
        new String[] {"doExecuteHttpRequest"},
        EXECUTOR,
        new String[] {"execute", "configureChannel"},
        INBOUND,
        new String[] {"channelRead"},
        OUTBOUND,
        new String[] {"onNext"});
  }

  @Override
  public AsmVisitorWrapper advice(String internalName) {
    return switch (internalName) {
      case OPERATION, OPERATION_OF_STRATEGIES ->
          Advised.methods(
              OperationAdvice.class, named("execute").and(takesArguments(2)).and(not(isBridge())));
      case ATTEMPT -> Advised.methods(AttemptAdvice.class, named("doExecuteHttpRequest"));
      case EXECUTOR ->
          new AsmVisitorWrapper.Compound(
              Advised.methods(ExecuteAdvice.class, named("execute").and(takesNoArguments())),
              Advised.methods(
                  ChannelAdvice.class,
                  ThrowAdvice.class,
                  named("configureChannel").and(takesNoArguments())));
      case INBOUND ->
          Advised.methods(InboundAdvice.class, named("channelRead").and(takesArguments(2)));
      default -> Advised.methods(OutputAdvice.class, named("onNext").and(takesArguments(1)));
    };
  }
}
