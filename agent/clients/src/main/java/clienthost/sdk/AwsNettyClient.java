package clienthost.sdk;

import clienthost.PostingClient;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscriber;
import software.amazon.awssdk.core.async.AsyncRequestBody;
import software.amazon.awssdk.core.async.SdkPublisher;
import software.amazon.awssdk.http.Protocol;
import software.amazon.awssdk.http.ProtocolNegotiation;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.SdkHttpResponse;
import software.amazon.awssdk.http.async.AsyncExecuteRequest;
import software.amazon.awssdk.http.async.SdkAsyncHttpClient;
import software.amazon.awssdk.http.async.SdkAsyncHttpResponseHandler;
import software.amazon.awssdk.http.async.SdkHttpContentPublisher;
import software.amazon.awssdk.http.nio.netty.NettyNioAsyncHttpClient;

/** The AWS SDK 2's client upon Netty without the SDK; the caller waits. */
public final class AwsNettyClient implements PostingClient {
  /** Its own limits are shorter than the time for which a host without the agent is looked at. */
  private static final Duration LONG = Duration.ofMinutes(10);

  private final SdkAsyncHttpClient plain;
  private final SdkAsyncHttpClient secure;

  private AwsNettyClient(SdkAsyncHttpClient plain, SdkAsyncHttpClient secure) {
    this.plain = plain;
    this.secure = secure;
  }

  /** A client of one connection. */
  public static AwsNettyClient overH1() {
    SdkAsyncHttpClient both = patient().maxConcurrency(1).build();
    return new AwsNettyClient(both, both);
  }

  /** Of HTTP/2, which is agreed on over TLS and known beforehand otherwise. */
  public static AwsNettyClient overH2() {
    return new AwsNettyClient(
        patient().protocol(Protocol.HTTP2).build(),
        patient().protocol(Protocol.HTTP2).protocolNegotiation(ProtocolNegotiation.ALPN).build());
  }

  private static NettyNioAsyncHttpClient.Builder patient() {
    return NettyNioAsyncHttpClient.builder()
        .connectionAcquisitionTimeout(LONG)
        .connectionTimeout(LONG)
        .tlsNegotiationTimeout(LONG)
        .readTimeout(LONG)
        .writeTimeout(LONG);
  }

  @Override
  public String call(URI uri) {
    return answer(request(SdkHttpMethod.GET, uri).build(), new byte[0]);
  }

  @Override
  public String post(URI uri, byte[] body) {
    SdkHttpRequest.Builder request =
        request(SdkHttpMethod.POST, uri).putHeader("Content-Length", String.valueOf(body.length));
    return answer(request.build(), body);
  }

  private static SdkHttpRequest.Builder request(SdkHttpMethod method, URI uri) {
    return SdkHttpRequest.builder().method(method).uri(uri);
  }

  private String answer(SdkHttpRequest request, byte[] body) {
    Text text = new Text(new ByteArrayOutputStream());
    SdkAsyncHttpClient client = request.protocol().equals("https") ? secure : plain;
    client
        .execute(
            AsyncExecuteRequest.builder()
                .request(request)
                .requestContentPublisher(new Content(AsyncRequestBody.fromBytes(body)))
                .responseHandler(text)
                .build())
        .join();
    return text.bytes().toString(StandardCharsets.UTF_8);
  }

  /** What is sent. */
  private record Content(AsyncRequestBody body) implements SdkHttpContentPublisher {
    @Override
    public Optional<Long> contentLength() {
      return body.contentLength();
    }

    @Override
    public void subscribe(Subscriber<? super ByteBuffer> subscriber) {
      body.subscribe(subscriber);
    }
  }

  /** What comes back, whatever its status is. */
  private record Text(ByteArrayOutputStream bytes) implements SdkAsyncHttpResponseHandler {
    @Override
    public void onHeaders(SdkHttpResponse headers) {
      // an error's body is text as well
    }

    @Override
    @SuppressWarnings("FutureReturnValueIgnored") // the call's own tells of the end
    public void onStream(Publisher<ByteBuffer> stream) {
      SdkPublisher.adapt(stream).subscribe(this::add);
    }

    private void add(ByteBuffer piece) {
      byte[] some = new byte[piece.remaining()];
      piece.get(some);
      bytes.writeBytes(some);
    }

    @Override
    public void onError(Throwable error) {
      // the future tells
    }
  }
}
