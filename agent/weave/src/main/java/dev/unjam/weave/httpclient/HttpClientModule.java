package dev.unjam.weave.httpclient;

import static net.bytebuddy.matcher.ElementMatchers.isBridge;
import static net.bytebuddy.matcher.ElementMatchers.isConstructor;
import static net.bytebuddy.matcher.ElementMatchers.isPrivate;
import static net.bytebuddy.matcher.ElementMatchers.isPublic;
import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.namedOneOf;
import static net.bytebuddy.matcher.ElementMatchers.not;
import static net.bytebuddy.matcher.ElementMatchers.returns;
import static net.bytebuddy.matcher.ElementMatchers.takesArgument;
import static net.bytebuddy.matcher.ElementMatchers.takesArguments;

import dev.unjam.weave.Advised;
import dev.unjam.weave.WeaveModule;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Flow;
import net.bytebuddy.asm.AsmVisitorWrapper;
import net.bytebuddy.description.method.MethodDescription;
import net.bytebuddy.matcher.ElementMatcher;

/**
 * {@code java.net.http}: {@code send}, {@code sendAsync}, and the JDK's own subscribers.
 *
 * <p>Every {@code sendAsync} ends in a private one with four arguments; status and header fields
 * are seen by a body handler around the host's; the body by the subscriber that takes it. The
 * client runs its own tasks under locks of its own, some ten stages of futures for each call: these
 * are no hand-over of a holder's.
 */
public final class HttpClientModule implements WeaveModule {
  private static final String CLIENT = "jdk/internal/net/http/HttpClientImpl";
  private static final String SCHEDULER =
      "jdk/internal/net/http/common/SequentialScheduler$LockingRestartableTask";
  private static final String SOCKET_TASK = "jdk/internal/net/http/SocketTube$SocketFlowTask";
  private static final String[] RUN = {"run"};
  private static final String SUBSCRIBERS = "jdk/internal/net/http/ResponseSubscribers$";
  private static final String STREAM = SUBSCRIBERS + "HttpResponseInputStream";
  private static final String PUBLISHER = SUBSCRIBERS + "PublishingBodySubscriber";

  @Override
  public String id() {
    return "httpclient";
  }

  @Override
  public Map<String, String[]> targets() {
    return Map.of(
        CLIENT,
        new String[] {"send", "sendAsync"},
        SCHEDULER,
        RUN,
        SOCKET_TASK,
        RUN,
        STREAM,
        new String[] {"current", "close", "onNext", "onComplete"},
        PUBLISHER,
        new String[] {"subscribe"},
        SUBSCRIBERS + "*",
        new String[0]);
  }

  @Override
  public AsmVisitorWrapper advice(String internalName) {
    if (internalName.equals(CLIENT)) {
      return new AsmVisitorWrapper.Compound(
          Advised.methods(SendAdvice.class, named("send").and(isPublic())),
          Advised.methods(
              SendAsyncAdvice.class, named("sendAsync").and(isPrivate()).and(takesArguments(4))));
    }
    if (internalName.equals(SCHEDULER) || internalName.equals(SOCKET_TASK)) {
      return Advised.methods(InnerTaskAdvice.class, named("run").and(not(isBridge())));
    }
    if (internalName.equals(PUBLISHER)) {
      // Before anybody has subscribed nothing but its end can come.
      return new AsmVisitorWrapper.Compound(ends("onComplete", "onError"), subscribes(), made());
    }
    return internalName.equals(STREAM)
        ? new AsmVisitorWrapper.Compound(
            delivery(), ends("close", "onComplete", "onError"), reads(), readEnds(), made())
        : new AsmVisitorWrapper.Compound(delivery(), ends("onComplete", "onError"));
  }

  private static AsmVisitorWrapper delivery() {
    return Advised.methods(
        DeliverAdvice.class, named("onNext").and(takesArgument(0, List.class)).and(isPublic()));
  }

  private static AsmVisitorWrapper ends(String... names) {
    ElementMatcher.Junction<MethodDescription> which = namedOneOf(names);
    return Advised.methods(EndAdvice.class, which.and(isPublic()));
  }

  private static AsmVisitorWrapper made() {
    return Advised.methods(MadeAdvice.class, isConstructor());
  }

  private static AsmVisitorWrapper subscribes() {
    return Advised.methods(
        SubscribeAdvice.class, named("subscribe").and(takesArguments(Flow.Subscriber.class)));
  }

  private static AsmVisitorWrapper readEnds() {
    return Advised.methods(ReadEndAdvice.class, named("read").and(returns(int.class)));
  }

  private static AsmVisitorWrapper reads() {
    return Advised.methods(ReadAdvice.class, named("current"));
  }
}
