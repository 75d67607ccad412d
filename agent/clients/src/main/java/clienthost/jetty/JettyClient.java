package clienthost.jetty;

import clienthost.PostingClient;
import java.net.URI;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.client.BytesRequestContent;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.client.Request;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.http2.client.HTTP2Client;
import org.eclipse.jetty.http2.client.transport.HttpClientTransportOverHTTP2;

/** Jetty's HttpClient, with a pool of one connection; used in one way or another. */
public final class JettyClient implements PostingClient {
  private final HttpClient client;
  private final Sends sends;

  /** A client that is used in this way. */
  public JettyClient(Sends sends) {
    this(new HttpClient(), sends);
  }

  private JettyClient(HttpClient client, Sends sends) {
    this.client = client;
    this.sends = sends;
  }

  /** A client of HTTP/2. */
  public static JettyClient overH2(Sends sends) {
    HTTP2Client h2 = new HTTP2Client();
    h2.setStreamIdleTimeout(TimeUnit.HOURS.toMillis(1));
    return new JettyClient(new HttpClient(new HttpClientTransportOverHTTP2(h2)), sends);
  }

  /** How a request is sent, and its answer waited for. */
  public interface Sends {
    /** The body of the answer. */
    String body(Request request) throws Exception;
  }

  @Override
  public String call(URI uri) throws Exception {
    return sends.body(request(client, uri));
  }

  @Override
  public String post(URI uri, byte[] body) throws Exception {
    BytesRequestContent content = new BytesRequestContent("application/json", body);
    return sends.body(request(client, uri).method(HttpMethod.POST).body(content));
  }

  static Request request(HttpClient client, URI uri) throws Exception {
    client.setMaxConnectionsPerDestination(1);
    // By default it gives up by itself after 15 s, and after 30 s without a byte.
    client.setConnectTimeout(TimeUnit.HOURS.toMillis(1));
    client.setIdleTimeout(TimeUnit.HOURS.toMillis(1));
    client.start();
    return client.newRequest(uri);
  }
}
