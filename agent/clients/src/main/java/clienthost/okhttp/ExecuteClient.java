package clienthost.okhttp;

import clienthost.PostingClient;
import clienthost.StreamingClient;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import okhttp3.Dispatcher;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;

/** {@code execute()}; with no time-outs, as they are set for models that think. */
public final class ExecuteClient implements StreamingClient, PostingClient {
  private final OkHttpClient client;
  private final OkHttpClient clear;

  /** A client of HTTP/1.1. */
  public ExecuteClient() {
    client = client();
    clear = client;
  }

  private ExecuteClient(OkHttpClient client, OkHttpClient clear) {
    this.client = client;
    this.clear = clear;
  }

  /** A client of HTTP/2, which in the clear has to be known beforehand. */
  public static ExecuteClient overH2() {
    List<Protocol> known = List.of(Protocol.H2_PRIOR_KNOWLEDGE);
    return new ExecuteClient(client(), client().newBuilder().protocols(known).build());
  }

  static OkHttpClient client() {
    Dispatcher one = new Dispatcher();
    one.setMaxRequestsPerHost(1);
    return new OkHttpClient.Builder()
        .connectTimeout(Duration.ZERO)
        .readTimeout(Duration.ZERO)
        .writeTimeout(Duration.ZERO)
        .dispatcher(one)
        .build();
  }

  static Request request(URI uri) {
    return new Request.Builder().url(uri.toString()).build();
  }

  static Request request(URI uri, byte[] body) {
    MediaType json = MediaType.get("application/json");
    return request(uri).newBuilder().post(RequestBody.create(body, json)).build();
  }

  @Override
  public String post(URI uri, byte[] body) throws IOException {
    try (Response response = client.newCall(request(uri, body)).execute()) {
      return Objects.requireNonNull(response.body()).string();
    }
  }

  @Override
  public InputStream open(URI uri) throws IOException {
    OkHttpClient by = uri.getScheme().equals("http") ? clear : client;
    return Objects.requireNonNull(by.newCall(request(uri)).execute().body()).byteStream();
  }
}
