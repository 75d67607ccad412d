package dev.unjam.weave.apache4;

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
 * Apache HttpClient 4; the same in 4.3 as in 4.5.14.
 *
 * <p>Every {@code execute} ends in {@code doExecute} of one of three clients, the deprecated {@code
 * DefaultHttpClient} by way of its superclass. Heads are seen where they come in, for what the host
 * gets may be another's; bodies in the three streams of the core, before they are decompressed.
 */
public final class Apache4Module implements WeaveModule {
  private static final String CLIENTS = "org/apache/http/impl/client/";
  private static final String CORE = "org/apache/http/impl/io/";
  private static final String EXECUTOR = "org/apache/http/protocol/HttpRequestExecutor";
  private static final String REQUEST =
      "org/apache/http/client/methods/AbstractExecutionAwareRequest";
  private static final String POOL = "org/apache/http/impl/conn/PoolingHttpClientConnectionManager";
  private static final String BASIC = "org/apache/http/impl/conn/BasicHttpClientConnectionManager";
  private static final String HOLDER = "org/apache/http/impl/execchain/ConnectionHolder";

  @Override
  public String id() {
    return "apache4";
  }

  @Override
  public Map<String, String[]> targets() {
    String[] execute = {"doExecute"};
    String[] read = {"read", "close"};
    String[] lease = {"requestConnection"};
    return Map.ofEntries(
        Map.entry(CLIENTS + "InternalHttpClient", execute),
        Map.entry(CLIENTS + "MinimalHttpClient", execute),
        Map.entry(CLIENTS + "AbstractHttpClient", execute),
        Map.entry(REQUEST, new String[] {"isAborted"}),
        Map.entry(POOL, lease),
        Map.entry(BASIC, lease),
        Map.entry(HOLDER, new String[] {"<init>"}),
        Map.entry(EXECUTOR, new String[] {"execute"}),
        Map.entry(CORE + "ChunkedInputStream", read),
        Map.entry(CORE + "ContentLengthInputStream", read),
        Map.entry(CORE + "IdentityInputStream", read));
  }

  @Override
  public AsmVisitorWrapper advice(String internalName) {
    return switch (internalName) {
      case EXECUTOR ->
          Advised.methods(AttemptAdvice.class, named("execute").and(takesArguments(3)));
      case HOLDER -> Advised.methods(HolderAdvice.class, isConstructor());
      case REQUEST ->
          Advised.methods(AbortedAdvice.class, named("isAborted").and(takesNoArguments()));
      case POOL, BASIC ->
          Advised.methods(LeaseAdvice.class, named("requestConnection").and(takesArguments(2)));
      default ->
          internalName.endsWith("InputStream")
              ? BodyStreams.advice()
              : Advised.methods(ExecuteAdvice.class, named("doExecute").and(takesArguments(3)));
    };
  }
}
