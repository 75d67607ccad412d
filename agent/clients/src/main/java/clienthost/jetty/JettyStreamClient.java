package clienthost.jetty;

import clienthost.PostingClient;
import clienthost.StreamingClient;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.client.BytesRequestContent;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.client.InputStreamResponseListener;
import org.eclipse.jetty.client.Request;
import org.eclipse.jetty.http.HttpMethod;

/** Jetty's HttpClient, whose body is read as a stream. */
public final class JettyStreamClient implements StreamingClient, PostingClient {
  private final HttpClient client = new HttpClient();

  @Override
  public InputStream open(URI uri) throws Exception {
    return open(JettyClient.request(client, uri));
  }

  @Override
  public String post(URI uri, byte[] body) throws Exception {
    BytesRequestContent content = new BytesRequestContent("application/json", body);
    Request request = JettyClient.request(client, uri).method(HttpMethod.POST).body(content);
    try (InputStream in = open(request)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static InputStream open(Request request) throws Exception {
    InputStreamResponseListener listener = new InputStreamResponseListener();
    request.send(listener);
    listener.get(1, TimeUnit.HOURS);
    return listener.getInputStream();
  }
}
