package dev.unjam.weave.jetty;

import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.takesArgument;
import static net.bytebuddy.matcher.ElementMatchers.takesArguments;
import static net.bytebuddy.matcher.ElementMatchers.takesNoArguments;

import dev.unjam.weave.Advised;
import dev.unjam.weave.WeaveModule;
import java.util.Map;
import net.bytebuddy.asm.AsmVisitorWrapper;

/**
 * Jetty HttpClient 12, whichever transport is below it.
 *
 * <p>A call is told by its conversation, which the requests of a redirect share. What its thread
 * waits by is the listener's: a future in {@code CompletableResponseListener}, something of its own
 * in {@code InputStreamResponseListener}, and until 12.1 in {@code FutureResponseListener}, which
 * {@code send()} used as well. A host may also hand a request to a destination or to a connection
 * of its own.
 */
public final class JettyModule implements WeaveModule {
  private static final String PACKAGE = "org/eclipse/jetty/client/";
  private static final String REQUEST = PACKAGE + "transport/HttpRequest";
  private static final String DESTINATION = PACKAGE + "transport/HttpDestination";
  private static final String CONNECTION = PACKAGE + "transport/HttpConnection";
  private static final String SENDER = PACKAGE + "transport/HttpSender";
  private static final String RECEIVER = PACKAGE + "transport/HttpReceiver";
  private static final String CONTENT = RECEIVER + "$ContentSource";
  private static final String EXCHANGE = "org.eclipse.jetty.client.transport.HttpExchange";
  private static final String PASSED = "org.eclipse.jetty.client.Request";
  private static final String LISTENERS = PACKAGE + "transport/ResponseListeners";
  private static final String STREAM = PACKAGE + "InputStreamResponseListener";
  private static final String INPUT = STREAM + "$Input";
  private static final String FUTURE_UNTIL_12_1 = PACKAGE + "FutureResponseListener";

  @Override
  public String id() {
    return "jetty";
  }

  @Override
  public Map<String, String[]> targets() {
    return Map.of(
        REQUEST,
        new String[] {"send", "notifyQueued"},
        DESTINATION,
        new String[] {"send"},
        CONNECTION,
        new String[] {"send"},
        SENDER,
        new String[] {"headersToCommit", "someToContent"},
        RECEIVER,
        new String[] {"responseHeaders"},
        CONTENT,
        new String[] {"read"},
        LISTENERS,
        new String[] {"notifyComplete"},
        STREAM,
        new String[] {"get", "await"},
        INPUT,
        new String[] {"read"},
        FUTURE_UNTIL_12_1,
        new String[] {"get"});
  }

  @Override
  public AsmVisitorWrapper advice(String internalName) {
    return switch (internalName) {
      case REQUEST -> request();
      case DESTINATION -> passed();
      case CONNECTION ->
          new AsmVisitorWrapper.Compound(
              passed(),
              Advised.methods(
                  RefusedAdvice.class, named("send").and(takesArgument(1, named(EXCHANGE)))));
      case SENDER -> sender();
      case RECEIVER -> Advised.methods(HeadAdvice.class, named("responseHeaders"));
      case CONTENT -> Advised.methods(ContentAdvice.class, named("read").and(takesNoArguments()));
      case LISTENERS -> listeners();
      case INPUT -> Advised.methods(ReadAdvice.class, named("read").and(takesArguments(3)));
      default ->
          Advised.methods(
              GetAdvice.class,
              named("get").or(named("await")).and(takesArguments(2).or(takesNoArguments())));
    };
  }

  private static AsmVisitorWrapper request() {
    return new AsmVisitorWrapper.Compound(
        Advised.methods(SendAdvice.class, named("send").and(takesArguments(1))),
        Advised.methods(BlockingSendAdvice.class, named("send").and(takesNoArguments())),
        Advised.methods(QueuedAdvice.class, named("notifyQueued").and(takesNoArguments())));
  }

  private static AsmVisitorWrapper passed() {
    return Advised.methods(PassedAdvice.class, named("send").and(takesArgument(0, named(PASSED))));
  }

  private static AsmVisitorWrapper sender() {
    return new AsmVisitorWrapper.Compound(
        Advised.methods(CommitAdvice.class, named("headersToCommit").and(takesArguments(1))),
        Advised.methods(UploadAdvice.class, named("someToContent").and(takesArguments(2))));
  }

  private static AsmVisitorWrapper listeners() {
    return new AsmVisitorWrapper.Compound(
        Advised.methods(CompleteAdvice.class, named("notifyComplete").and(takesArguments(2))),
        Advised.methods(AllCompleteAdvice.class, named("notifyComplete").and(takesArguments(1))));
  }
}
