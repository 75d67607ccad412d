package dev.unjam.weave.okhttp;

import static net.bytebuddy.matcher.ElementMatchers.isPublic;
import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.takesArgument;
import static net.bytebuddy.matcher.ElementMatchers.takesArguments;
import static net.bytebuddy.matcher.ElementMatchers.takesNoArguments;

import dev.unjam.weave.Advised;
import dev.unjam.weave.WeaveModule;
import java.io.IOException;
import java.util.Map;
import net.bytebuddy.asm.AsmVisitorWrapper;

/**
 * OkHttp 4 and 5: {@code execute}, {@code enqueue}, and what is built upon them (EventSource,
 * Retrofit, the SDKs of several providers).
 *
 * <p>{@code RealCall} is where both begin; until 4.3 it was in another package. {@code Exchange},
 * one for each attempt, is below every interceptor, so that heads are seen however often one tries
 * again, and above HTTP/1.1 and HTTP/2, whose bodies come past one class.
 */
public final class OkHttpModule implements WeaveModule {
  private static final String PACKAGE = "okhttp3/internal/connection/";
  private static final String CALL = PACKAGE + "RealCall";
  private static final String CALL_UNTIL_4_3 = "okhttp3/RealCall";
  private static final String CHAIN = "getResponseWithInterceptorChain$okhttp";
  private static final String CHAIN_UNTIL_4_3 = "getResponseWithInterceptorChain";
  private static final String GIVEN_UP = "noMoreExchanges$okhttp";
  private static final String EXCHANGE = PACKAGE + "Exchange";
  private static final String RESPONSE = EXCHANGE + "$ResponseBodySource";
  private static final String REQUEST = EXCHANGE + "$RequestBodySink";

  @Override
  public String id() {
    return "okhttp";
  }

  @Override
  public Map<String, String[]> targets() {
    return Map.of(
        CALL,
        new String[] {"execute", "enqueue", CHAIN, GIVEN_UP},
        CALL_UNTIL_4_3,
        new String[] {"execute", "enqueue", CHAIN_UNTIL_4_3},
        EXCHANGE,
        new String[] {"writeRequestHeaders", "responseHeadersEnd"},
        RESPONSE,
        new String[] {"read", "complete"},
        REQUEST,
        new String[] {"write"});
  }

  @Override
  public AsmVisitorWrapper advice(String internalName) {
    return switch (internalName) {
      case EXCHANGE -> exchange();
      case RESPONSE -> response();
      case REQUEST -> Advised.methods(UploadAdvice.class, named("write").and(takesArguments(2)));
      default -> call();
    };
  }

  private static AsmVisitorWrapper call() {
    return new AsmVisitorWrapper.Compound(
        Advised.methods(ExecuteAdvice.class, named("execute").and(takesNoArguments())),
        Advised.methods(EnqueueAdvice.class, named("enqueue").and(takesArguments(1))),
        Advised.methods(ChainAdvice.class, named(CHAIN).or(named(CHAIN_UNTIL_4_3))),
        Advised.methods(
            GivenUpAdvice.class, named(GIVEN_UP).and(takesArgument(0, IOException.class))));
  }

  private static AsmVisitorWrapper exchange() {
    return new AsmVisitorWrapper.Compound(
        Advised.methods(SentAdvice.class, named("writeRequestHeaders").and(isPublic())),
        Advised.methods(HeadAdvice.class, named("responseHeadersEnd").and(isPublic())));
  }

  private static AsmVisitorWrapper response() {
    return new AsmVisitorWrapper.Compound(
        Advised.methods(BodyAdvice.class, named("read").and(takesArguments(2))),
        Advised.methods(BodyOverAdvice.class, named("complete").and(takesArguments(1))));
  }
}
