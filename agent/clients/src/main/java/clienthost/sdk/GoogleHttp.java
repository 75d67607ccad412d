package clienthost.sdk;

import clienthost.Client;
import com.google.api.client.http.GenericUrl;
import com.google.api.client.http.HttpRequestFactory;
import com.google.api.client.http.HttpTransport;
import java.net.URI;

/** Google's HTTP client, over one of its transports. */
public final class GoogleHttp implements Client {
  private final HttpRequestFactory requests;

  /** A client over this. */
  public GoogleHttp(HttpTransport transport) {
    // its own 20 seconds are shorter than the time for which a host without the agent is looked at
    requests = transport.createRequestFactory(request -> request.setReadTimeout(0));
  }

  @Override
  public String call(URI uri) throws Exception {
    return requests.buildGetRequest(new GenericUrl(uri)).execute().parseAsString();
  }
}
