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
    return Map.of(
        CLIENTS + "InternalHttpClient",
        execute,
        CLIENTS + "MinimalHttpClient",
        execute,
        POOL,
        lease,
        BASIC,
        lease,
        RUNTIME,
        new String[] {"<init>", "acquireEndpoint", "isExecutionAborted"},
        EXECUTOR,
        new String[] {"execute"},
        CORE + "ChunkedInputStream",
        read,
        CORE + "ContentLengthInputStream",
        read,
        CORE + "IdentityInputStream",
        read);
  }

  @Override
  public AsmVisitorWrapper advice(String internalName) {
    return switch (internalName) {
      case EXECUTOR ->
          Advised.methods(AttemptAdvice.class, named("execute").and(takesArguments(4)));
      case RUNTIME -> runtime();
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
