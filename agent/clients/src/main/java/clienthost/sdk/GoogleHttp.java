package clienthost.sdk;

import clienthost.Client;
import com.google.api.client.http.GenericUrl;
import com.google.api.client.http.HttpRequestFactory;
import com.google.api.client.http.HttpTransport;
import com.google.api.client.http.apache.v2.ApacheHttpTransport;
import com.google.api.client.http.apache.v5.Apache5HttpTransport;
import com.google.api.client.http.javanet.NetHttpTransport;
import java.net.URI;

/** Google's HTTP client, over one of its transports. */
public final class GoogleHttp implements Client {
  private final HttpRequestFactory requests;

  private GoogleHttp(HttpTransport transport) {
    // its own 20 seconds are shorter than the time for which a host without the agent is looked at
    requests = transport.createRequestFactory(request -> request.setReadTimeout(0));
  }

  /** A client over HttpURLConnection. */
  public static GoogleHttp net() {
    return new GoogleHttp(new NetHttpTransport());
  }

  /** A client over Apache HttpClient 4. */
  public static GoogleHttp apache4() {
    return new GoogleHttp(new ApacheHttpTransport());
  }

  /** A client over Apache HttpClient 5. */
  public static GoogleHttp apache5() {
    return new GoogleHttp(new Apache5HttpTransport());
  }

  @Override
  public String call(URI uri) throws Exception {
    return requests.buildGetRequest(new GenericUrl(uri)).execute().parseAsString();
  }
}
