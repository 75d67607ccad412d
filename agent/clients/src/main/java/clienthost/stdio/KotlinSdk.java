package clienthost.stdio;

import com.agentclientprotocol.client.Client;
import com.agentclientprotocol.client.ClientInfo;
import com.agentclientprotocol.client.ClientOperationsFactory;
import com.agentclientprotocol.client.ClientSession;
import com.agentclientprotocol.common.ClientSessionOperations;
import com.agentclientprotocol.common.Event;
import com.agentclientprotocol.common.SessionCreationParameters;
import com.agentclientprotocol.model.ContentBlock;
import com.agentclientprotocol.protocol.Protocol;
import com.agentclientprotocol.protocol.ProtocolOptions;
import com.agentclientprotocol.transport.StdioTransport;
import com.agentclientprotocol.transport.Transport;
import java.lang.reflect.Proxy;
import java.util.List;
import kotlin.Unit;
import kotlin.coroutines.Continuation;
import kotlin.coroutines.EmptyCoroutineContext;
import kotlin.jvm.internal.DefaultConstructorMarker;
import kotlinx.coroutines.BuildersKt;
import kotlinx.coroutines.CoroutineScope;
import kotlinx.coroutines.CoroutineScopeKt;
import kotlinx.coroutines.Dispatchers;
import kotlinx.coroutines.flow.Flow;
import kotlinx.coroutines.flow.FlowKt;
import kotlinx.io.CoreKt;
import kotlinx.io.JvmCoreKt;
import org.jspecify.annotations.Nullable;

/** The official SDK of the Agent Client Protocol for Kotlin, whose coroutines are waited for. */
record KotlinSdk(Client client) implements ChildClient {
  static KotlinSdk start(List<String> command) throws Exception {
    Process child =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    CoroutineScope scope = CoroutineScopeKt.CoroutineScope(Dispatchers.getIO());
    StdioTransport transport =
        new StdioTransport(
            scope,
            Dispatchers.getIO(),
            CoreKt.buffered(JvmCoreKt.asSource(child.getInputStream())),
            CoreKt.buffered(JvmCoreKt.asSink(child.getOutputStream())),
            "child");
    Protocol protocol = withDefaults(scope, transport);
    Client client = new Client(protocol);
    protocol.start();
    await(then -> client.initialize(new ClientInfo(), null, then));
    return new KotlinSdk(client);
  }

  /** A session has one prompt at a time: each gets a session. */
  @Override
  public String ask(String text) throws InterruptedException {
    SessionCreationParameters where = new SessionCreationParameters("/", List.of(), null);
    ClientSession session =
        (ClientSession) await(then -> client.newSession(where, operations(), then));
    List<ContentBlock> prompt = List.of(new ContentBlock.Text(text, null, null));
    Flow<?> events = (Flow<?>) await(then -> session.prompt(prompt, null, flow(then)));
    await(then -> FlowKt.collect(events, unit(then)));
    return "pong";
  }

  /** The constructor that Kotlin calls where the options are left out: the mask names them. */
  private static Protocol withDefaults(CoroutineScope scope, Transport transport)
      throws ReflectiveOperationException {
    return Protocol.class
        .getConstructor(
            CoroutineScope.class,
            Transport.class,
            ProtocolOptions.class,
            int.class,
            DefaultConstructorMarker.class)
        .newInstance(scope, transport, null, 0b100, null);
  }

  /** What a suspending function looks like from here. */
  private interface Suspending {
    @Nullable Object call(Continuation<? super Object> then);
  }

  private static Object await(Suspending function) throws InterruptedException {
    return BuildersKt.runBlocking(
        EmptyCoroutineContext.INSTANCE, (scope, then) -> function.call(then));
  }

  @SuppressWarnings("unchecked")
  private static Continuation<? super Flow<? extends Event>> flow(Continuation<? super Object> c) {
    return (Continuation<? super Flow<? extends Event>>) (Continuation<?>) c;
  }

  @SuppressWarnings("unchecked")
  private static Continuation<? super Unit> unit(Continuation<? super Object> then) {
    return (Continuation<? super Unit>) (Continuation<?>) then;
  }

  /** Its method's name is Kotlin's, and cannot be written here. */
  private static ClientOperationsFactory operations() {
    Object none =
        Proxy.newProxyInstance(
            KotlinSdk.class.getClassLoader(),
            new Class<?>[] {ClientSessionOperations.class},
            (proxy, method, arguments) -> Unit.INSTANCE);
    return (ClientOperationsFactory)
        Proxy.newProxyInstance(
            KotlinSdk.class.getClassLoader(),
            new Class<?>[] {ClientOperationsFactory.class},
            (proxy, method, arguments) -> none);
  }
}
