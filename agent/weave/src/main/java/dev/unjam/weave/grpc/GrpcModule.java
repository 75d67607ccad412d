package dev.unjam.weave.grpc;

import static net.bytebuddy.matcher.ElementMatchers.isConstructor;
import static net.bytebuddy.matcher.ElementMatchers.nameStartsWith;
import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.takesArgument;
import static net.bytebuddy.matcher.ElementMatchers.takesArguments;

import dev.unjam.weave.Advised;
import dev.unjam.weave.WeaveModule;
import java.util.Map;
import net.bytebuddy.asm.AsmVisitorWrapper;

/**
 * gRPC since 1.40, over Netty, its own OkHttp, or within the process.
 *
 * <p>All of them end in {@code ClientCallImpl}, below the host's interceptors and above the
 * channel's own retries, which a service config asks for: {@code RetriableStream}, which is there
 * without any as well. A channel that does not know its servers yet makes a {@code
 * DelayedClientCall} first, whose call proper another thread starts.
 */
public final class GrpcModule implements WeaveModule {
  private static final String CORE = "io/grpc/internal/";
  private static final String CHANNEL = CORE + "ManagedChannelImpl$RealChannel";
  private static final String CHOSEN = CORE + "ManagedChannelImpl$ConfigSelectingClientCall";
  private static final String CALL = CORE + "ClientCallImpl";
  private static final String LISTENER = CALL + "$ClientStreamListenerImpl";
  private static final String ATTEMPTS = CORE + "RetriableStream";
  private static final String ATTEMPT = ATTEMPTS + "$Sublistener";
  private static final String DELAYED = CORE + "DelayedClientCall";
  private static final String STUB = "io/grpc/stub/ClientCalls$";
  private static final String EXECUTOR = STUB + "ThreadlessExecutor";
  private static final String SAFE_EXECUTOR_SINCE_1_70 = STUB + "ThreadSafeThreadlessExecutor";
  private static final String ITERATOR = STUB + "BlockingResponseStream";

  @Override
  public String id() {
    return "grpc";
  }

  @Override
  public Map<String, String[]> targets() {
    return Map.of(
        CHANNEL,
        new String[] {"newCall"},
        CHOSEN,
        new String[] {"start"},
        CALL,
        new String[] {"start", "closeObserver"},
        LISTENER,
        new String[] {"<init>", "headersRead", "messagesAvailable", "closed", "onReady"},
        ATTEMPTS,
        new String[] {"start", "drain"},
        ATTEMPT,
        new String[] {"closed"},
        DELAYED,
        new String[] {"start", "setCall", "cancel"},
        EXECUTOR,
        new String[] {"waitAndDrain"},
        SAFE_EXECUTOR_SINCE_1_70,
        new String[] {"waitAndDrain", "waitAndDrainWithTimeout"},
        ITERATOR,
        new String[] {"waitForNext"});
  }

  @Override
  public AsmVisitorWrapper advice(String internalName) {
    return switch (internalName) {
      case CHANNEL -> Advised.methods(MadeAdvice.class, named("newCall").and(takesArguments(2)));
      case CHOSEN -> Advised.methods(ChosenAdvice.class, named("start").and(takesArguments(2)));
      case CALL -> call();
      case LISTENER -> listener();
      case ATTEMPTS -> attempts();
      case ATTEMPT -> Advised.methods(ClosedAdvice.class, named("closed").and(takesArguments(3)));
      case DELAYED -> delayed();
      default ->
          Advised.methods(
              WaitAdvice.class, nameStartsWith("waitAndDrain").or(named("waitForNext")));
    };
  }

  private static AsmVisitorWrapper call() {
    return new AsmVisitorWrapper.Compound(
        Advised.methods(StartAdvice.class, named("start").and(takesArguments(2))),
        Advised.methods(EndAdvice.class, named("closeObserver").and(takesArguments(3))));
  }

  private static AsmVisitorWrapper listener() {
    return new AsmVisitorWrapper.Compound(
        Advised.methods(ListenerAdvice.class, isConstructor()),
        Advised.methods(HeadAdvice.class, named("headersRead")),
        Advised.methods(MessageAdvice.class, named("messagesAvailable")),
        Advised.methods(ClosedAdvice.class, named("closed").and(takesArguments(3))),
        Advised.methods(ReadyAdvice.class, named("onReady")));
  }

  private static AsmVisitorWrapper attempts() {
    return new AsmVisitorWrapper.Compound(
        Advised.methods(StreamAdvice.class, named("start").and(takesArguments(1))),
        Advised.methods(AgainAdvice.class, named("drain").and(takesArguments(1))));
  }

  private static AsmVisitorWrapper delayed() {
    return new AsmVisitorWrapper.Compound(
        Advised.methods(DelayedStartAdvice.class, named("start").and(takesArguments(2))),
        Advised.methods(DelayedSetAdvice.class, named("setCall").and(takesArguments(1))),
        Advised.methods(
            DelayedCancelAdvice.class, named("cancel").and(takesArgument(1, boolean.class))));
  }
}
