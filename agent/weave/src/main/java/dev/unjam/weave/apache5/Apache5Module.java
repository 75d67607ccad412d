package dev.unjam.weave.apache5;

import static net.bytebuddy.matcher.ElementMatchers.isConstructor;
import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.takesArguments;
import static net.bytebuddy.matcher.ElementMatchers.takesNoArguments;

import dev.unjam.weave.Advised;
import dev.unjam.weave.WeaveModule;
import dev.unjam.weave.streams.BodyStreams;
import java.util.Map;
import net.bytebuddy.asm.AsmVisitorWrapper;

/**
 * Apache HttpClient 5, classic; the same in 5.0 as in 5.6.
 *
 * <p>Every {@code execute} ends in {@code doExecute} of one of the two clients. The default retry
 * strategy eats a 429 or 503, sleeps and asks again inside of that: only {@code
 * HttpRequestExecutor} sees each answer, and only the three streams of the core see a body before
 * it is decompressed.
 */
public final class Apache5Module implements WeaveModule {
  private static final String CLIENTS = "org/apache/hc/client5/http/impl/classic/";
  private static final String CORE = "org/apache/hc/core5/http/impl/io/";
  private static final String EXECUTOR = CORE + "HttpRequestExecutor";
  private static final String POOL =
      "org/apache/hc/client5/http/impl/io/PoolingHttpClientConnectionManager";
  private static final String BASIC =
      "org/apache/hc/client5/http/impl/io/BasicHttpClientConnectionManager";
  private static final String RESPONSE = CLIENTS + "CloseableHttpResponse";
  private static final String RUNTIME = CLIENTS + "InternalExecRuntime";

  @Override
  public String id() {
    return "apache5";
  }

  @Override
  public Map<String, String[]> targets() {
    String[] execute = {"doExecute"};
    String[] read = {"read", "close"};
    String[] lease = {"lease"};
    return Map.ofEntries(
        Map.entry(CLIENTS + "InternalHttpClient", execute),
        Map.entry(CLIENTS + "MinimalHttpClient", execute),
        Map.entry(RESPONSE, new String[] {"close"}),
        Map.entry(POOL, lease),
        Map.entry(BASIC, lease),
        Map.entry(RUNTIME, new String[] {"<init>", "acquireEndpoint", "isExecutionAborted"}),
        Map.entry(EXECUTOR, new String[] {"execute"}),
        Map.entry(CORE + "ChunkedInputStream", read),
        Map.entry(CORE + "ContentLengthInputStream", read),
        Map.entry(CORE + "IdentityInputStream", read));
  }

  @Override
  public AsmVisitorWrapper advice(String internalName) {
    return switch (internalName) {
      case EXECUTOR ->
          Advised.methods(AttemptAdvice.class, named("execute").and(takesArguments(4)));
      case RUNTIME -> runtime();
      case RESPONSE -> Advised.methods(CloseAdvice.class, named("close").and(takesNoArguments()));
      case POOL, BASIC -> Advised.methods(LeaseAdvice.class, named("lease").and(takesArguments(4)));
      default ->
          internalName.endsWith("InputStream")
              ? BodyStreams.advice()
              : Advised.methods(ExecuteAdvice.class, named("doExecute").and(takesArguments(3)));
    };
  }

  private static AsmVisitorWrapper runtime() {
    return new AsmVisitorWrapper.Compound(
        Advised.methods(RuntimeAdvice.class, isConstructor().or(named("acquireEndpoint"))),
        Advised.methods(AbortedAdvice.class, named("isExecutionAborted").and(takesNoArguments())));
  }
}
