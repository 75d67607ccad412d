package dev.unjam.weave.reactor;

import static net.bytebuddy.matcher.ElementMatchers.isBridge;
import static net.bytebuddy.matcher.ElementMatchers.isConstructor;
import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.not;
import static net.bytebuddy.matcher.ElementMatchers.takesArgument;
import static net.bytebuddy.matcher.ElementMatchers.takesArguments;
import static net.bytebuddy.matcher.ElementMatchers.takesNoArguments;

import dev.unjam.weave.Advised;
import dev.unjam.weave.WeaveModule;
import dev.unjam.weave.streams.ThrowAdvice;
import java.util.Map;
import net.bytebuddy.asm.AsmVisitorWrapper;

/**
 * Reactor Netty's HTTP client, and who waits for it with Reactor's {@code block()} or {@code
 * toIterable()}: Spring's WebClient, and its RestClient where Reactor Netty is on the class path.
 *
 * <p>The handler is the one object that a subscription has from its beginning through all of its
 * attempts; the operations are above HTTP/1.1 and HTTP/2. The same from 1.1 to 1.3.
 */
public final class ReactorModule implements WeaveModule {
  private static final String PACKAGE = "reactor/netty/http/client/";
  private static final String CONNECT = PACKAGE + "HttpClientConnect$MonoHttpConnect";
  private static final String HANDLER = PACKAGE + "HttpClientConnect$HttpClientHandler";
  private static final String OBSERVER = PACKAGE + "HttpClientConnect$HttpObserver";
  private static final String OPERATIONS = PACKAGE + "HttpClientOperations";
  private static final String ANY_OPERATIONS = "reactor/netty/channel/ChannelOperations";
  private static final String SINGLE = "reactor/core/publisher/BlockingSingleSubscriber";
  private static final String ITERATOR =
      "reactor/core/publisher/BlockingIterable$SubscriberIterator";
  private static final String MADE = "<init>";

  @Override
  public String id() {
    return "reactor";
  }

  @Override
  public Map<String, String[]> targets() {
    return Map.of(
        CONNECT,
        new String[] {"subscribe"},
        HANDLER,
        new String[] {MADE, "get", "requestWithBody", "channel", "test"},
        OBSERVER,
        new String[] {MADE, "onUncaughtException"},
        OPERATIONS,
        new String[] {"onInboundNext", "onInboundClose", "onInboundCancel"},
        ANY_OPERATIONS,
        new String[] {"onInboundError"},
        SINGLE,
        new String[] {MADE, "blockingGet"},
        ITERATOR,
        new String[] {MADE, "hasNext", "signalConsumer"});
  }

  @Override
  public AsmVisitorWrapper advice(String internalName) {
    return switch (internalName) {
      case CONNECT ->
          Advised.methods(SubscribeAdvice.class, named("subscribe").and(takesArguments(1)));
      case HANDLER -> handler();
      case OBSERVER ->
          new AsmVisitorWrapper.Compound(
              Advised.methods(ObserverAdvice.class, isConstructor()),
              Advised.methods(UncaughtAdvice.class, named("onUncaughtException")));
      case OPERATIONS ->
          new AsmVisitorWrapper.Compound(
              Advised.methods(InboundAdvice.class, named("onInboundNext").and(takesArguments(2))),
              Advised.methods(
                  InboundOverAdvice.class, named("onInboundClose").or(named("onInboundCancel"))));
      case ANY_OPERATIONS ->
          Advised.methods(
              InboundErrorAdvice.class,
              named("onInboundError").and(takesArguments(Throwable.class)));
      default ->
          new AsmVisitorWrapper.Compound(
              Advised.methods(WaiterAdvice.class, isConstructor()),
              Advised.methods(SignalAdvice.class, named("signalConsumer")),
              Advised.methods(WaitAdvice.class, named("blockingGet").or(named("hasNext"))));
    };
  }

  private static AsmVisitorWrapper handler() {
    return new AsmVisitorWrapper.Compound(
        Advised.methods(BeginAdvice.class, isConstructor()),
        Advised.methods(
            DeniedAdvice.class,
            ThrowAdvice.class,
            named("get").and(takesNoArguments()).and(not(isBridge()))),
        Advised.methods(DeniedAdvice.class, ThrowAdvice.class, named("requestWithBody")),
        Advised.methods(SentAdvice.class, named("requestWithBody")),
        Advised.methods(ChannelAdvice.class, named("channel").and(takesArguments(1))),
        Advised.methods(AgainAdvice.class, named("test").and(takesArgument(0, Throwable.class))));
  }
}
