package clienthost.sdk;

import static java.util.Objects.requireNonNull;

import clienthost.Client;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import okhttp3.OkHttpClient;
import okhttp3.ResponseBody;
import org.jspecify.annotations.Nullable;
import retrofit2.Call;
import retrofit2.Response;
import retrofit2.Retrofit;
import retrofit2.http.GET;
import retrofit2.http.Url;

/** Retrofit; {@code execute()}; with no time-out, as it is set for models that think. */
public final class RetrofitClient implements Client {
  private final Service service =
      new Retrofit.Builder()
          .baseUrl("http://127.0.0.1")
          .client(new OkHttpClient.Builder().readTimeout(Duration.ZERO).build())
          .build()
          .create(Service.class);

  /** Anything. */
  interface Service {
    @GET
    Call<ResponseBody> get(@Url String url);
  }

  @Override
  public String call(URI uri) throws IOException {
    Response<ResponseBody> response = service.get(uri.toString()).execute();
    @Nullable ResponseBody body = response.isSuccessful() ? response.body() : response.errorBody();
    return requireNonNull(body).string();
  }
}
