package clienthost;

import static clienthost.Trait.APART;
import static clienthost.Trait.BUILT_UPON;
import static clienthost.Trait.MULTIPLEXES;
import static clienthost.Trait.POOLS;
import static clienthost.Trait.SENT_BY_ANOTHER;
import static clienthost.Trait.STREAM;
import static clienthost.Trait.TRIES_AGAIN;
import static clienthost.Trait.UNKNOWN;
import static clienthost.Trait.WHOLE;

import byhand.SocketClient;
import clienthost.grpc.GrpcClient;
import clienthost.grpc.GrpcClient.Stub;
import clienthost.jetty.JettyClient;
import clienthost.jetty.JettyPassedClient;
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
import clienthost.sdk.AwsNettyClient;
import clienthost.sdk.GoogleGenAi;
import clienthost.sdk.GoogleHttp;
import clienthost.sdk.LangChain;
import clienthost.sdk.OpenAi;
import clienthost.sdk.RetrofitClient;
import clienthost.sdk.SpringAi;
import clienthost.sdk.SpringRest;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** The clients: a new one is a class, a line here and a dependency in the pom. */
@SuppressWarnings("ImmutableEnumChecker") // constructors and lists that never change
public enum Library implements Traits {
  URL_CONNECTION("HttpURLConnection", "", UrlConnectionClient::new),
  JDK_SEND("java.net.http, send", "", JdkClient::send),
  JDK_SEND_STREAM("java.net.http, send, ofInputStream", "", JdkStreamClient::new),
  JDK_SEND_LINES("java.net.http, send, ofLines", "", JdkClient::lines),
  JDK_JOIN("java.net.http, sendAsync, join", "", JdkClient::join),
  JDK_GET("java.net.http, sendAsync, get", "", JdkClient::get),
  JDK_H2("java.net.http, send, HTTP/2", "", () -> new Beside(JdkClient.send()), MULTIPLEXES),
  JDK_H2_STREAM(
      "java.net.http, send, ofInputStream, HTTP/2",
      "",
      () -> new Beside(new JdkStreamClient()),
      MULTIPLEXES),
  APACHE_4("Apache HttpClient 4", "httpclient", Apache4Client::new, POOLS),
  APACHE_4_ASYNC("Apache HttpAsyncClient 4", "httpasyncclient", Apache4AsyncClient::new),
  APACHE_5("Apache HttpClient 5", "httpclient5", Apache5Client::new, TRIES_AGAIN, POOLS),
  APACHE_5_ASYNC(
      "Apache HttpClient 5, async", "httpclient5", Apache5AsyncClient::usual, TRIES_AGAIN, POOLS),
  APACHE_5_H2(
      "Apache HttpClient 5, async, HTTP/2",
      "httpclient5",
      () -> new Beside(Apache5H2Client.usual()),
      MULTIPLEXES,
      TRIES_AGAIN),
  APACHE_5_MINIMAL(
      "Apache HttpClient 5, minimal async", "httpclient5", Apache5AsyncClient::minimal, POOLS),
  APACHE_5_H2_MINIMAL(
      "Apache HttpClient 5, minimal async, HTTP/2",
      "httpclient5",
      () -> new Beside(Apache5H2Client.minimal()),
      MULTIPLEXES),
  OKHTTP4("OkHttp 4, execute", "okhttp", ExecuteClient::new),
  OKHTTP4_ENQUEUE("OkHttp 4, enqueue", "okhttp", EnqueueClient::new, POOLS),
  OKHTTP4_EVENTS("OkHttp 4, EventSource", "okhttp-sse", EventSourceClient::new, POOLS),
  OKHTTP4_INTERCEPTED("OkHttp 4, interceptors", "okhttp", InterceptedClient::new, TRIES_AGAIN),
  OKHTTP4_H2(
      "OkHttp 4, execute, HTTP/2", "okhttp", () -> new Beside(ExecuteClient.overH2()), MULTIPLEXES),
  OKHTTP5("OkHttp 5, execute", "okhttp-jvm", OtherVersion.okHttp5("ExecuteClient")),
  OKHTTP5_ENQUEUE("OkHttp 5, enqueue", "okhttp-jvm", OtherVersion.okHttp5("EnqueueClient"), POOLS),
  OKHTTP5_EVENTS(
      "OkHttp 5, EventSource", "okhttp-jvm", OtherVersion.okHttp5("EventSourceClient"), POOLS),
  JETTY("Jetty HttpClient, send", "jetty-client", JettyClient::send, POOLS),
  JETTY_FUTURE(
      "Jetty HttpClient, CompletableResponseListener", "jetty-client", JettyClient::future, POOLS),
  JETTY_STREAM(
      "Jetty HttpClient, InputStreamResponseListener",
      "jetty-client",
      JettyStreamClient::new,
      POOLS),
  JETTY_DESTINATION(
      "Jetty HttpClient, Destination.send", "jetty-client", JettyPassedClient::destination),
  JETTY_CONNECTION(
      "Jetty HttpClient, Connection.send",
      "jetty-client",
      JettyPassedClient::connection,
      SENT_BY_ANOTHER),
  JETTY_REDIRECTED(
      "Jetty HttpClient, send, redirected",
      "jetty-client",
      () -> new Redirected(JettyClient.send()),
      SENT_BY_ANOTHER),
  JETTY_H2(
      "Jetty HttpClient, send, HTTP/2",
      "jetty-http2-client-transport",
      () -> new Beside(JettyClient.sendOverH2()),
      MULTIPLEXES),
  GRPC("gRPC, blocking stub", "grpc-core", () -> new GrpcClient(Stub.BLOCKING), Trait.GRPC),
  GRPC_FUTURE("gRPC, future stub", "grpc-core", () -> new GrpcClient(Stub.FUTURE), Trait.GRPC),
  GRPC_STREAM(
      "gRPC, streaming iterator",
      "grpc-core",
      () -> new GrpcClient(Stub.ITERATOR),
      Trait.GRPC,
      STREAM),
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
      STREAM),
  GRPC_RETRIES(
      "gRPC, a channel that tries again",
      "grpc-core",
      () -> GrpcClient.tryingAgain(Stub.BLOCKING, "900s"),
      Trait.GRPC,
      TRIES_AGAIN,
      SENT_BY_ANOTHER),
  GRPC_KEEPS_TRYING(
      "gRPC, a channel that tries again at once",
      "grpc-core",
      () -> GrpcClient.tryingAgain(Stub.BLOCKING, "0.3s"),
      Trait.GRPC,
      APART),
  GRPC_FOUND("gRPC, a call that starts late", "grpc-core", GrpcClient::late, Trait.GRPC, APART),
  GRPC_CHOSEN("gRPC, a control plane chooses", "grpc-core", GrpcClient::chosen, Trait.GRPC, APART),
  REACTOR("Reactor Netty, block", "reactor-netty-http", NettyClient::new, POOLS),
  REACTOR_NEXT(
      "Reactor Netty, block, the second request",
      "reactor-netty-http",
      NextNettyClient::new,
      SENT_BY_ANOTHER),
  WEB_CLIENT_NEXT(
      "Spring WebClient, block, the second request",
      "spring-webflux",
      NextWebClient::new,
      SENT_BY_ANOTHER),
  WEB_CLIENT("Spring WebClient, block", "spring-webflux", WebClientClient::new, POOLS),
  WEB_CLIENT_ITERABLE(
      "Spring WebClient, toIterable", "spring-webflux", WebClientIterableClient::new, POOLS),
  WEB_CLIENT_FUTURE(
      "Spring WebClient, toFuture", "spring-webflux", WebClientFutureClient::new, POOLS),
  REST_CLIENT_REACTOR(
      "Spring RestClient, Reactor Netty", "spring-web", RestClientClient::new, POOLS),
  AWS_NETTY_CLIENT(
      "AWS SDK 2, NettyNioAsyncHttpClient", "netty-nio-client", AwsNettyClient::overH1, POOLS),
  AWS_NETTY_H2(
      "AWS SDK 2, NettyNioAsyncHttpClient, HTTP/2",
      "netty-nio-client",
      () -> new Beside(AwsNettyClient.overH2()),
      MULTIPLEXES),
  SOCKET("Socket, SSLSocket", "", SocketClient::new, UNKNOWN),
  JDK_PUBLISHER("java.net.http, send, ofPublisher", "", JdkHandlers::publisher, BUILT_UPON),
  JDK_PUBLISHER_ASYNC(
      "java.net.http, sendAsync, ofPublisher", "", JdkHandlers::publisherAsync, BUILT_UPON),
  JDK_PUBLISHER_MAPPED(
      "java.net.http, send, ofPublisher, mapping", "", JdkHandlers::publisherMapped, BUILT_UPON),
  JDK_BYTES("java.net.http, send, ofByteArray", "", JdkHandlers::bytes, BUILT_UPON),
  JDK_FILE("java.net.http, send, ofFile", "", JdkHandlers::file, BUILT_UPON),
  JDK_LINE_SUBSCRIBER(
      "java.net.http, send, fromLineSubscriber", "", JdkHandlers::lineSubscriber, BUILT_UPON),
  JDK_CONSUMER("java.net.http, send, ofByteArrayConsumer", "", JdkHandlers::consumer, BUILT_UPON),
  JDK_BUFFERING("java.net.http, send, buffering", "", JdkHandlers::buffering, BUILT_UPON),
  JDK_OWN("java.net.http, send, a handler of one's own", "", JdkHandlers::own, BUILT_UPON),
  JDK_DISCARDING("java.net.http, send, discarding", "", JdkHandlers::discarding, BUILT_UPON),
  JDK_LINES_ASYNC("java.net.http, sendAsync, ofLines", "", JdkHandlers::linesAsync, BUILT_UPON),
  JDK_STREAM_ASYNC(
      "java.net.http, sendAsync, ofInputStream", "", JdkHandlers::streamAsync, BUILT_UPON),
  JDK_STAGE("java.net.http, sendAsync, a later stage", "", JdkHandlers::stage, BUILT_UPON),
  WEB_CLIENT_JDK(
      "Spring WebClient, java.net.http",
      "spring-webflux",
      WebClientFutureClient::overJdk,
      BUILT_UPON),
  WEB_CLIENT_JDK_BLOCK(
      "Spring WebClient, java.net.http, block",
      "spring-webflux",
      WebClientClient::overJdk,
      BUILT_UPON),
  REST_TEMPLATE("Spring RestTemplate", "spring-web", SpringRest::template, BUILT_UPON),
  REST_CLIENT_JDK("Spring RestClient, java.net.http", "spring-web", SpringRest::client, BUILT_UPON),
  RETROFIT("Retrofit, OkHttp 4", "retrofit", RetrofitClient::new, BUILT_UPON),
  GOOGLE_HTTP(
      "Google HTTP client, NetHttpTransport", "google-http-client", GoogleHttp::net, BUILT_UPON),
  GOOGLE_HTTP_APACHE4(
      "Google HTTP client, ApacheHttpTransport",
      "google-http-client-apache-v2",
      GoogleHttp::apache4,
      BUILT_UPON),
  GOOGLE_HTTP_APACHE5(
      "Google HTTP client, Apache5HttpTransport",
      "google-http-client-apache-v5",
      GoogleHttp::apache5,
      BUILT_UPON),
  OPENAI(
      "OpenAI SDK, create", "openai-java-core", OpenAi::blocking, BUILT_UPON, WHOLE, TRIES_AGAIN),
  OPENAI_STREAM(
      "OpenAI SDK, createStreaming",
      "openai-java-core",
      OpenAi::streaming,
      BUILT_UPON,
      TRIES_AGAIN),
  OPENAI_FUTURE(
      "OpenAI SDK, async, join",
      "openai-java-core",
      OpenAi::future,
      BUILT_UPON,
      WHOLE,
      TRIES_AGAIN),
  ANTHROPIC(
      "Anthropic SDK, create",
      "anthropic-java-core",
      Anthropic::blocking,
      BUILT_UPON,
      WHOLE,
      TRIES_AGAIN),
  ANTHROPIC_STREAM(
      "Anthropic SDK, createStreaming",
      "anthropic-java-core",
      Anthropic::streaming,
      BUILT_UPON,
      TRIES_AGAIN),
  GOOGLE_GENAI(
      "Google Gen AI SDK", "google-genai", GoogleGenAi::blocking, BUILT_UPON, WHOLE, TRIES_AGAIN),
  LANGCHAIN(
      "LangChain4j, ChatModel", "langchain4j-open-ai", LangChain::blocking, BUILT_UPON, WHOLE),
  LANGCHAIN_STREAM(
      "LangChain4j, StreamingChatModel", "langchain4j-open-ai", LangChain::streaming, BUILT_UPON),
  SPRING_AI(
      "Spring AI, call", "spring-ai-openai", SpringAi::blocking, BUILT_UPON, WHOLE, TRIES_AGAIN),
  // Without the sleep after a Retry-After: the SDK's timer is not always followed that far.
  SPRING_AI_STREAM("Spring AI, stream", "spring-ai-openai", SpringAi::streaming, BUILT_UPON),
  // Not by name alone: that would link to the SDK where an older one of its clients is tried.
  AWS_APACHE5(
      "AWS SDK 2, Apache HttpClient 5",
      "bedrockruntime",
      () -> Aws.apache5(),
      BUILT_UPON,
      WHOLE,
      TRIES_AGAIN),
  AWS_APACHE4(
      "AWS SDK 2, Apache HttpClient 4",
      "bedrockruntime",
      () -> Aws.apache4(),
      BUILT_UPON,
      WHOLE,
      TRIES_AGAIN),
  AWS_URL_CONNECTION(
      "AWS SDK 2, HttpURLConnection",
      "bedrockruntime",
      () -> Aws.urlConnection(),
      BUILT_UPON,
      WHOLE,
      TRIES_AGAIN),
  AWS_NETTY(
      "AWS SDK 2, async, join",
      "bedrockruntime",
      () -> Aws.netty(),
      BUILT_UPON,
      WHOLE,
      TRIES_AGAIN),
  NONE("no client", "", NoClient::new);

  private final Entry entry;

  Library(String label, String artifact, Supplier<Client> maker, Trait... traits) {
    this.entry = new Entry(label, artifact, maker, List.of(traits));
  }

  /** All that do call somebody. */
  public static List<Library> clients() {
    return Stream.of(values()).filter(known -> known != NONE && !known.has(APART)).toList();
  }

  @Override
  public Entry entry() {
    return entry;
  }
}
