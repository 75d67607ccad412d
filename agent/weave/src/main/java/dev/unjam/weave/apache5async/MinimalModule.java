package dev.unjam.weave.apache5async;

import static net.bytebuddy.matcher.ElementMatchers.nameStartsWith;
import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.takesArgument;
import static net.bytebuddy.matcher.ElementMatchers.takesArguments;

import dev.unjam.weave.Advised;
import dev.unjam.weave.WeaveModule;
import dev.unjam.weave.streams.ThrowAdvice;
import java.util.Map;
import net.bytebuddy.asm.AsmVisitorWrapper;

/**
 * Apache HttpClient 5's minimal asynchronous clients, which have no chain: {@code
 * MinimalHttpAsyncClient} and {@code MinimalH2AsyncClient}.
 *
 * <p>What a request is, and whom it is for, is known where its producer hands it to the client: in
 * a lambda since 5.2, in a class without a name before. From there on it is told by its context, as
 * {@link Apache5AsyncModule} has it, and by its future once that has what it depends on.
 */
public final class MinimalModule implements WeaveModule {
  private static final String CLIENTS = "org/apache/hc/client5/http/impl/async/";
  private static final String H1 = CLIENTS + "MinimalHttpAsyncClient";
  private static final String H2 = CLIENTS + "MinimalH2AsyncClient";
  private static final String ENDPOINT = H1 + "$InternalAsyncClientEndpoint";
  private static final String MANAGER =
      "org/apache/hc/client5/http/impl/nio/PoolingAsyncClientConnectionManager";
  private static final String FUTURE = "org/apache/hc/core5/concurrent/ComplexFuture";
  private static final String CORE = "org.apache.hc.core5.";

  @Override
  public String id() {
    return "apache5minimal";
  }

  @Override
  public Map<String, String[]> targets() {
    String[] request = {"sendRequest"};
    return Map.of(
        H1,
        new String[0],
        H2,
        new String[0],
        H1 + "$4",
        request,
        H2 + "$3",
        request,
        ENDPOINT,
        new String[] {"execute"},
        MANAGER,
        new String[] {"connect"},
        FUTURE,
        new String[] {"setDependency"});
  }

  @Override
  public AsmVisitorWrapper advice(String internalName) {
    return switch (internalName) {
      case H1, H2 ->
          Advised.methods(
              MinimalAdvice.class,
              ThrowAdvice.class,
              nameStartsWith("lambda$execute$")
                  .and(takesArguments(7))
                  .and(takesArgument(3, named(CORE + "concurrent.ComplexCancellable")))
                  .and(takesArgument(4, named(CORE + "http.HttpRequest"))));
      case ENDPOINT ->
          Advised.methods(EndpointAdvice.class, named("execute").and(takesArguments(3)));
      case MANAGER ->
          Advised.methods(ManagerConnectAdvice.class, named("connect").and(takesArguments(6)));
      case FUTURE ->
          Advised.methods(
              DependencyAdvice.class,
              named("setDependency").and(takesArgument(0, named(CORE + "concurrent.Cancellable"))));
      default -> Advised.methods(OldMinimalAdvice.class, ThrowAdvice.class, named("sendRequest"));
    };
  }
}
