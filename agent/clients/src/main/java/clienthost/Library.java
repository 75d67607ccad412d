package clienthost;

import static java.net.http.HttpResponse.BodyHandlers.ofLines;
import static java.net.http.HttpResponse.BodyHandlers.ofString;
import static java.util.stream.Collectors.joining;

import byhand.SocketClient;
import clienthost.grpc.GrpcClient;
import clienthost.grpc.GrpcClient.Stub;
import clienthost.jetty.JettyClient;
import clienthost.jetty.JettyPassedClient;
import clienthost.jetty.JettyPassedClient.Passing;
import clienthost.jetty.JettyStreamClient;
import clienthost.okhttp.EnqueueClient;
import clienthost.okhttp.EventSourceClient;
import clienthost.okhttp.ExecuteClient;
import clienthost.okhttp.InterceptedClient;
import clienthost.reactor.NettyClient;
import clienthost.reactor.NextNettyClient;
import clienthost.reactor.NextWebClient;
import clienthost.reactor.RestClientClient;
import clienthost.reactor.WebClientClient;
import clienthost.reactor.WebClientFutureClient;
import clienthost.reactor.WebClientIterableClient;
import clienthost.sdk.Anthropic;
import clienthost.sdk.Aws;
import clienthost.sdk.GoogleGenAi;
import clienthost.sdk.GoogleHttp;
import clienthost.sdk.LangChain;
import clienthost.sdk.OpenAi;
import clienthost.sdk.RetrofitClient;
import clienthost.sdk.SpringAi;
import clienthost.sdk.SpringRest;
import com.google.api.client.http.javanet.NetHttpTransport;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.eclipse.jetty.client.CompletableResponseListener;

/** The clients: a new one is a class, a line here and a dependency in the pom. */
public enum Library {
  URL_CONNECTION("HttpURLConnection", "", UrlConnectionClient::new),
  JDK_SEND(
      "java.net.http, send",
      "",
      () -> new JdkClient((client, request) -> client.send(request, ofString()).body())),
  JDK_SEND_STREAM("java.net.http, send, ofInputStream", "", JdkStreamClient::new),
  JDK_SEND_LINES(
      "java.net.http, send, ofLines",
      "",
      () -> new JdkClient((c, request) -> c.send(request, ofLines()).body().collect(joining()))),
  JDK_JOIN(
      "java.net.http, sendAsync, join",
      "",
      () ->
          new JdkClient((client, request) -> client.sendAsync(request, ofString()).join().body())),
  JDK_GET(
      "java.net.http, sendAsync, get",
      "",
      () -> new JdkClient((client, request) -> client.sendAsync(request, ofString()).get().body())),
  JDK_H2(
      "java.net.http, send, HTTP/2",
      "",
      () -> new Beside(new JdkClient((c, request) -> c.send(request, ofString()).body())),
      Trait.MULTIPLEXES),
  JDK_H2_STREAM(
      "java.net.http, send, ofInputStream, HTTP/2",
      "",
      () -> new Beside(new JdkStreamClient()),
      Trait.MULTIPLEXES),
  APACHE_4("Apache HttpClient 4", "httpclient", Apache4Client::new),
  APACHE_4_ASYNC("Apache HttpAsyncClient 4", "httpasyncclient", Apache4AsyncClient::new),
  APACHE_5("Apache HttpClient 5", "httpclient5", Apache5Client::new, Trait.TRIES_AGAIN),
  APACHE_5_ASYNC(
      "Apache HttpClient 5, async", "httpclient5", Apache5AsyncClient::new, Trait.TRIES_AGAIN),
  APACHE_5_H2(
      "Apache HttpClient 5, async, HTTP/2",
      "httpclient5",
      () -> new Beside(new Apache5H2Client()),
      Trait.MULTIPLEXES,
      Trait.TRIES_AGAIN),
  OKHTTP4("OkHttp 4, execute", "okhttp", ExecuteClient::new),
  OKHTTP4_ENQUEUE("OkHttp 4, enqueue", "okhttp", EnqueueClient::new),
  OKHTTP4_EVENTS("OkHttp 4, EventSource", "okhttp-sse", EventSourceClient::new),
  OKHTTP4_INTERCEPTED(
      "OkHttp 4, interceptors", "okhttp", InterceptedClient::new, Trait.TRIES_AGAIN),
  OKHTTP4_H2(
      "OkHttp 4, execute, HTTP/2",
      "okhttp",
      () -> new Beside(ExecuteClient.overH2()),
      Trait.MULTIPLEXES),
  OKHTTP5("OkHttp 5, execute", "okhttp-jvm", okHttp5("ExecuteClient")),
  OKHTTP5_ENQUEUE("OkHttp 5, enqueue", "okhttp-jvm", okHttp5("EnqueueClient")),
  OKHTTP5_EVENTS("OkHttp 5, EventSource", "okhttp-jvm", okHttp5("EventSourceClient")),
  JETTY(
      "Jetty HttpClient, send",
      "jetty-client",
      () -> new JettyClient(request -> request.send().getContentAsString())),
  JETTY_FUTURE(
      "Jetty HttpClient, CompletableResponseListener",
      "jetty-client",
      () ->
          new JettyClient(
              r -> new CompletableResponseListener(r).send().get().getContentAsString())),
  JETTY_STREAM(
      "Jetty HttpClient, InputStreamResponseListener", "jetty-client", JettyStreamClient::new),
  JETTY_DESTINATION(
      "Jetty HttpClient, Destination.send",
      "jetty-client",
      () -> new JettyPassedClient(Passing.DESTINATION)),
  JETTY_CONNECTION(
      "Jetty HttpClient, Connection.send",
      "jetty-client",
      () -> new JettyPassedClient(Passing.CONNECTION)),
  JETTY_REDIRECTED(
      "Jetty HttpClient, send, redirected",
      "jetty-client",
      () -> new Redirected(new JettyClient(request -> request.send().getContentAsString()))),
  JETTY_H2(
      "Jetty HttpClient, send, HTTP/2",
      "jetty-http2-client-transport",
      () -> new Beside(JettyClient.overH2(request -> request.send().getContentAsString())),
      Trait.MULTIPLEXES),
  GRPC("gRPC, blocking stub", "grpc-core", () -> new GrpcClient(Stub.BLOCKING), Trait.GRPC),
  GRPC_FUTURE("gRPC, future stub", "grpc-core", () -> new GrpcClient(Stub.FUTURE), Trait.GRPC),
  GRPC_STREAM(
      "gRPC, streaming iterator",
      "grpc-core",
      () -> new GrpcClient(Stub.ITERATOR),
      Trait.GRPC,
      Trait.STREAM),
  GRPC_OKHTTP(
      "gRPC over OkHttp, blocking stub",
      "grpc-okhttp",
      () -> GrpcClient.overOkHttp(Stub.BLOCKING),
      Trait.GRPC),
  GRPC_OKHTTP_STREAM(
      "gRPC over OkHttp, streaming iterator",
      "grpc-okhttp",
      () -> GrpcClient.overOkHttp(Stub.ITERATOR),
      Trait.GRPC,
      Trait.STREAM),
  GRPC_RETRIES(
      "gRPC, a channel that tries again",
      "grpc-core",
      () -> GrpcClient.tryingAgain(Stub.BLOCKING, "900s"),
      Trait.GRPC,
      Trait.TRIES_AGAIN),
  GRPC_KEEPS_TRYING(
      "gRPC, a channel that tries again at once",
      "grpc-core",
      () -> GrpcClient.tryingAgain(Stub.BLOCKING, "0.3s"),
      Trait.GRPC,
      Trait.APART),
  REACTOR("Reactor Netty, block", "reactor-netty-http", NettyClient::new),
  REACTOR_NEXT(
      "Reactor Netty, block, the second request", "reactor-netty-http", NextNettyClient::new),
  WEB_CLIENT_NEXT(
      "Spring WebClient, block, the second request", "spring-webflux", NextWebClient::new),
  WEB_CLIENT("Spring WebClient, block", "spring-webflux", WebClientClient::new),
  WEB_CLIENT_ITERABLE(
      "Spring WebClient, toIterable", "spring-webflux", WebClientIterableClient::new),
  WEB_CLIENT_FUTURE("Spring WebClient, toFuture", "spring-webflux", WebClientFutureClient::new),
  REST_CLIENT_REACTOR("Spring RestClient, Reactor Netty", "spring-web", RestClientClient::new),
  SOCKET("Socket, SSLSocket", "", SocketClient::new, Trait.UNKNOWN),
  REST_TEMPLATE("Spring RestTemplate", "spring-web", SpringRest::template, Trait.BUILT_UPON),
  REST_CLIENT_JDK(
      "Spring RestClient, java.net.http", "spring-web", SpringRest::client, Trait.BUILT_UPON),
  RETROFIT("Retrofit, OkHttp 4", "retrofit", RetrofitClient::new, Trait.BUILT_UPON),
  GOOGLE_HTTP(
      "Google HTTP client, NetHttpTransport",
      "google-http-client",
      () -> new GoogleHttp(new NetHttpTransport()),
      Trait.BUILT_UPON),
  OPENAI(
      "OpenAI SDK, create",
      "openai-java-core",
      OpenAi::blocking,
      Trait.BUILT_UPON,
      Trait.WHOLE,
      Trait.TRIES_AGAIN),
  OPENAI_STREAM(
      "OpenAI SDK, createStreaming",
      "openai-java-core",
      OpenAi::streaming,
      Trait.BUILT_UPON,
      Trait.TRIES_AGAIN),
  OPENAI_FUTURE(
      "OpenAI SDK, async, join",
      "openai-java-core",
      OpenAi::future,
      Trait.BUILT_UPON,
      Trait.WHOLE,
      Trait.TRIES_AGAIN),
  ANTHROPIC(
      "Anthropic SDK, create",
      "anthropic-java-core",
      Anthropic::blocking,
      Trait.BUILT_UPON,
      Trait.WHOLE,
      Trait.TRIES_AGAIN),
  ANTHROPIC_STREAM(
      "Anthropic SDK, createStreaming",
      "anthropic-java-core",
      Anthropic::streaming,
      Trait.BUILT_UPON,
      Trait.TRIES_AGAIN),
  GOOGLE_GENAI(
      "Google Gen AI SDK",
      "google-genai",
      GoogleGenAi::blocking,
      Trait.BUILT_UPON,
      Trait.WHOLE,
      Trait.TRIES_AGAIN),
  LANGCHAIN(
      "LangChain4j, ChatModel",
      "langchain4j-open-ai",
      LangChain::blocking,
      Trait.BUILT_UPON,
      Trait.WHOLE),
  LANGCHAIN_STREAM(
      "LangChain4j, StreamingChatModel",
      "langchain4j-open-ai",
      LangChain::streaming,
      Trait.BUILT_UPON),
  SPRING_AI(
      "Spring AI, call",
      "spring-ai-openai",
      SpringAi::blocking,
      Trait.BUILT_UPON,
      Trait.WHOLE,
      Trait.TRIES_AGAIN),
  // Without the sleep after a Retry-After: the SDK's timer is not always followed that far.
  SPRING_AI_STREAM(
      "Spring AI, stream", "spring-ai-openai", SpringAi::streaming, Trait.BUILT_UPON, Trait.APART),
  AWS_APACHE5(
      "AWS SDK 2, Apache HttpClient 5",
      "bedrockruntime",
      Aws::apache5,
      Trait.BUILT_UPON,
      Trait.WHOLE,
      Trait.TRIES_AGAIN),
  AWS_APACHE4(
      "AWS SDK 2, Apache HttpClient 4",
      "bedrockruntime",
      Aws::apache4,
      Trait.BUILT_UPON,
      Trait.WHOLE,
      Trait.TRIES_AGAIN),
  AWS_URL_CONNECTION(
      "AWS SDK 2, HttpURLConnection",
      "bedrockruntime",
      Aws::urlConnection,
      Trait.BUILT_UPON,
      Trait.WHOLE,
      Trait.TRIES_AGAIN),
  NONE("no client", "", NoClient::new);

  private final String label;
  private final String artifact;

  @SuppressWarnings("ImmutableEnumChecker") // a constructor is
  private final Supplier<Client> maker;

  @SuppressWarnings("ImmutableEnumChecker") // List.of
  private final List<Trait> traits;

  Library(String label, String artifact, Supplier<Client> maker, Trait... traits) {
    this.label = label;
    this.artifact = artifact;
    this.maker = maker;
    this.traits = List.of(traits);
  }

  /** What is special about a client. */
  private enum Trait {
    /** It answers a 429 by itself, with a sleep and the same request again. */
    TRIES_AGAIN,
    /** It has a server of its own, and an error of it is its end. */
    GRPC,
    /** It gets one message after the other. */
    STREAM,
    /** Only its sockets are known: it takes somebody who waits for the lock. */
    UNKNOWN,
    /** It is tried over HTTP/2, beside another stream on its connection. */
    MULTIPLEXES,
    /** It has a test of its own, or is not freed in each of its cells. */
    APART,
    /** It cannot be told to trust the server of these tests. */
    NO_TLS,
    /** It has no calls of its own: another one here makes them. */
    BUILT_UPON,
    /** It asks for a whole answer, and makes nothing of a stream. */
    WHOLE
  }

  private static Supplier<Client> okHttp5(String client) {
    String ours = "clienthost.okhttp.";
    return OtherVersion.of("okhttp5", ours + client, ours, "okhttp3.", "okio.", "kotlin.");
  }

  /** All that do call somebody. */
  public static List<Library> clients() {
    return Stream.of(values())
        .filter(library -> library != NONE && !library.traits.contains(Trait.APART))
        .toList();
  }

  public String label() {
    return label;
  }

  /** The name of its jar without the version; empty for what the JDK brings. */
  public String artifact() {
    return artifact;
  }

  /** Whether a refusal can be followed by nothing. */
  public boolean refusesWithABody() {
    return !traits.contains(Trait.GRPC);
  }

  /** Whether it takes an answer bit by bit. */
  public boolean streams() {
    boolean whole = traits.contains(Trait.GRPC) || traits.contains(Trait.WHOLE);
    return !whole || traits.contains(Trait.STREAM);
  }

  /** Whether a stream that stops is an answer of its kind. */
  public boolean stops() {
    return !traits.contains(Trait.WHOLE);
  }

  /** Whether another one here makes its calls, so that it is tried in fewer ways. */
  public boolean isBuiltUpon() {
    return traits.contains(Trait.BUILT_UPON);
  }

  /** Whether another one here sends its requests, so that it is tried with answers alone. */
  public boolean sendsAsAnother() {
    return switch (this) {
      case JETTY_CONNECTION, JETTY_REDIRECTED, GRPC_RETRIES, REACTOR_NEXT, WEB_CLIENT_NEXT -> true;
      default -> isBuiltUpon() || multiplexes();
    };
  }

  /** Whether a call of it may have to wait for a connection that another call has. */
  public boolean pools() {
    return switch (this) {
      case APACHE_4,
          APACHE_5,
          APACHE_5_ASYNC,
          OKHTTP4_ENQUEUE,
          OKHTTP4_EVENTS,
          OKHTTP5_ENQUEUE,
          OKHTTP5_EVENTS,
          JETTY,
          JETTY_FUTURE,
          JETTY_STREAM,
          REACTOR,
          WEB_CLIENT,
          WEB_CLIENT_ITERABLE,
          WEB_CLIENT_FUTURE,
          REST_CLIENT_REACTOR ->
          true;
      default -> false;
    };
  }

  /** What it is tried over. */
  public List<String> schemes() {
    if (traits.contains(Trait.GRPC)) {
      return List.of("grpc");
    }
    if (multiplexes()) {
      return List.of("h2c", "h2");
    }
    boolean plain = traits.contains(Trait.NO_TLS) || isBuiltUpon();
    return plain ? List.of("http") : List.of("http", "https");
  }

  /** Whether it answers a 429 by itself, with a sleep and the same request again. */
  public boolean triesAgain() {
    return traits.contains(Trait.TRIES_AGAIN);
  }

  /** Whether it has one connection for all, another stream besides its call's upon it. */
  public boolean multiplexes() {
    return traits.contains(Trait.MULTIPLEXES);
  }

  /** Whether its calls are told by its sockets alone. */
  public boolean isUnknown() {
    return traits.contains(Trait.UNKNOWN);
  }

  /** A new client, with a pool of its own where it has one at all. */
  public Client make() {
    return maker.get();
  }
}
