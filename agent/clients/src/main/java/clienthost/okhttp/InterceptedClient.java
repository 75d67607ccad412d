package clienthost.okhttp;

import clienthost.PostingClient;
import clienthost.Scenario;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import okhttp3.Interceptor;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/**
 * {@code execute()} with interceptors as SDKs have them: one fetches a token through a client of
 * its own, one sleeps for as long as a refusal says and tries again.
 */
public final class InterceptedClient implements PostingClient {
  private static final int TOO_MANY = 429;

  private final OkHttpClient tokens = ExecuteClient.client();
  private final OkHttpClient client =
      ExecuteClient.client()
          .newBuilder()
          .addInterceptor(InterceptedClient::tryAgain)
          .addInterceptor(this::authorize)
          .build();

  @Override
  public String call(URI uri) throws IOException {
    return answer(ExecuteClient.request(uri));
  }

  @Override
  public String post(URI uri, byte[] body) throws IOException {
    return answer(ExecuteClient.request(uri, body));
  }

  private String answer(Request request) throws IOException {
    try (Response response = client.newCall(request).execute()) {
      return Objects.requireNonNull(response.body()).string();
    }
  }

  private Response authorize(Interceptor.Chain chain) throws IOException {
    URI where = chain.request().url().uri().resolve("/" + Scenario.OK.segment() + "/token");
    try (Response token = tokens.newCall(ExecuteClient.request(where)).execute()) {
      String bearer = "Bearer " + Objects.requireNonNull(token.body()).string();
      Request request = chain.request().newBuilder().header("Authorization", bearer).build();
      return chain.proceed(request);
    }
  }

  private static Response tryAgain(Interceptor.Chain chain) throws IOException {
    Response response = chain.proceed(chain.request());
    @Nullable String wait = response.header("Retry-After");
    while (response.code() == TOO_MANY && wait != null) {
      response.close();
      try {
        TimeUnit.SECONDS.sleep(Long.parseLong(wait));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new InterruptedIOException("interrupted before another attempt");
      }
      response = chain.proceed(chain.request());
      wait = response.header("Retry-After");
    }
    return response;
  }
}
